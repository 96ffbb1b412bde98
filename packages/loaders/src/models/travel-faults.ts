/** A node of DuckDB's parse tree, as JSON. */
type Node = { readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);

/** Functions that mean the same on DuckDB, Trino and Spark, with what keeps each of them exact. */
const functions: Readonly<Record<string, string>> = {
  "+": "whole numbers, and a date plus an interval",
  "-": "whole numbers, and a date minus an interval; not a date minus a date, see below",
  "*": "whole numbers, decimals that are rounded at once, a number of intervals",
  "/": "by a double or of one, see below: decimals are cut at other places",
  "%": "remainder of whole numbers",
  "~~": "like",
  "||": "texts put together",
  abs: "the size of a change",
  count: "",
  count_star: "",
  dense_rank: "",
  floor: "of a double that is cast to a whole number at once",
  greatest: "of values that are not null: engines differ on null",
  lag: "",
  lead: "",
  least: "of values that are not null: engines differ on null",
  length: "",
  lower: "",
  max: "",
  min: "",
  month: "a month's number is year * 12 + month",
  nullif: "guards a division",
  round: "of a decimal: half away from zero everywhere",
  row_number: "over a full tie-break: first, last and any_value are not stable",
  sum: "of whole numbers or decimals, cast at once: DuckDB's own sum is a hugeint",
  trim: "",
  upper: "",
  year: "a month's number is year * 12 + month",
};

/** Kinds of node that may stand in a model; what is not here is a comfort of DuckDB, or not needed so far. */
const nodes = new Set([
  ...["SELECT_NODE", "SET_OPERATION_NODE", "BASE_TABLE", "JOIN", "SUBQUERY"],
  ...["ORDER_MODIFIER", "DISTINCT_MODIFIER", "ORDER_DEFAULT", "ASCENDING", "DESCENDING"],
  ...["STAR", "COLUMN_REF", "VALUE_CONSTANT", "FUNCTION", "CASE_EXPR"],
  ...["CONJUNCTION_AND", "CONJUNCTION_OR", "OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL"],
  ...["OPERATOR_CAST", "OPERATOR_COALESCE", "COMPARE_EQUAL", "COMPARE_NOTEQUAL", "COMPARE_LESSTHAN"],
  ...["COMPARE_GREATERTHAN", "COMPARE_LESSTHANOREQUALTO", "COMPARE_GREATERTHANOREQUALTO", "COMPARE_IN"],
  ...["COMPARE_NOT_IN", "COMPARE_DISTINCT_FROM", "COMPARE_NOT_DISTINCT_FROM", "COMPARE_BETWEEN"],
  ...["WINDOW_AGGREGATE", "WINDOW_LAG", "WINDOW_LEAD", "WINDOW_ROW_NUMBER", "WINDOW_RANK_DENSE"],
]);

const castTypes = new Set(["BIGINT", "INTEGER", "DECIMAL", "DATE", "VARCHAR", "BOOLEAN", "DOUBLE"]);
const exactTypes = new Set(["DECIMAL", "BIGINT", "INTEGER"]);

/** A part of a node that must stay empty, and what it is called where it does not. */
const emptyParts: Readonly<Record<string, readonly (readonly [part: string, called: string])[]>> = {
  SELECT_NODE: [
    ["qualify", "qualify"],
    ["sample", "sample"],
  ],
  BASE_TABLE: [
    ["sample", "sample"],
    ["at_clause", "at"],
  ],
  STAR: [
    ["exclude_list", "exclude"],
    ["qualified_exclude_list", "exclude"],
    ["replace_list", "replace"],
    ["rename_list", "rename"],
    ["columns", "columns()"],
  ],
  JOIN: [["using_columns", "using"]],
  DISTINCT_MODIFIER: [["distinct_on_targets", "distinct on"]],
  WINDOW: [
    ["filter_expr", "filter on a window"],
    ["distinct", "distinct in a window"],
    ["arg_orders", "order by inside a function"],
  ],
};

/** Is this `interval '1' month` as DuckDB parses it: a function of a constant text? */
function isIntervalLiteral(node: Node): boolean {
  if (!/^to_(days|months|years)$/.test(String(node.function_name))) return false;
  let inner: unknown = listOf(node.children)[0];
  while (isNode(inner) && (inner.class === "CAST" || inner.function_name === "trunc")) {
    inner = inner.class === "CAST" ? inner.child : listOf(inner.children)[0];
  }
  return (
    isNode(inner) &&
    inner.class === "CONSTANT" &&
    isNode(inner.value) &&
    typeof inner.value.value === "string"
  );
}

/** Does the statement itself say that this value is a double? A column may be one too, but does not say so. */
function isDouble(node: unknown): boolean {
  if (!isNode(node)) return false;
  if (node.class === "CAST") return isNode(node.cast_type) && node.cast_type.id === "DOUBLE";
  if (node.class === "CONSTANT") {
    return isNode(node.value) && isNode(node.value.type) && node.value.type.id === "DOUBLE";
  }
  const children = listOf(node.children);
  return (node.class === "FUNCTION" || node.class === "OPERATOR") && children.some(isDouble);
}

const isDay = (node: unknown): boolean => {
  if (!isNode(node)) return false;
  if (node.class === "CAST") return isNode(node.cast_type) && node.cast_type.id === "DATE";
  return node.class === "COLUMN_REF" && /_on$|^report_month$/.test(String(listOf(node.column_names).at(-1)));
};

function functionFaults(node: Node, parents: readonly Node[]): string[] {
  const name = String(node.function_name);
  const [left, right] = listOf(node.children);
  const faults: string[] = [];
  if (functions[name] === undefined) faults.push(`function ${name}`);
  if (name === "/" && !isDouble(left) && !isDouble(right)) faults.push("/ without a double");
  if (name === "-" && isDay(left) && isDay(right)) faults.push("- between two dates");
  if (isNode(node.order_bys) && !isEmpty(node.order_bys.orders)) faults.push("order by inside a function");
  if (name === "sum") {
    // coalesce(sum(…), 0) and sum(…) over (…) - x are cast around the whole, and a comparison needs no cast.
    const cast = parents.find((parent) => parent.class === "CAST" || parent.class === "COMPARISON");
    const isHeld =
      cast?.class === "COMPARISON" || (isNode(cast?.cast_type) && exactTypes.has(String(cast.cast_type.id)));
    if (!isHeld) faults.push("sum that is not cast to a whole number or a decimal");
  }
  return faults;
}

/** Names that a select gives to what it computes: another engine does not know them inside the same select. */
function aliasFaults(node: Node): string[] {
  const computed = listOf(node.select_list)
    .filter(isNode)
    .filter((item) => item.class !== "COLUMN_REF" && item.alias !== "")
    .map((item) => String(item.alias));
  const used = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) look(item);
    if (!isNode(value) || value.type === "SELECT_NODE") return;
    const names = listOf(value.column_names);
    if (value.class === "COLUMN_REF" && names.length === 1) used.add(String(names[0]));
    for (const inner of Object.values(value)) look(inner);
  };
  for (const part of ["select_list", "where_clause", "group_expressions", "having"]) look(node[part]);
  return computed.filter((name) => used.has(name)).map((name) => `alias ${name} used in its own select`);
}

function nodeFaults(node: Node, parents: readonly Node[]): string[] {
  const faults: string[] = [];
  const type = typeof node.type === "string" ? node.type : null;
  if (type !== null && !nodes.has(type)) faults.push(type.toLowerCase().replaceAll("_", " "));
  for (const [part, called] of emptyParts[String(node.class === "WINDOW" ? "WINDOW" : type)] ?? []) {
    if (!isEmpty(node[part])) faults.push(called);
  }
  if (type === "SELECT_NODE") {
    if (node.aggregate_handling !== "STANDARD_HANDLING") faults.push("group by all");
    if (listOf(node.group_sets).length > 1) faults.push("grouping sets");
    faults.push(...aliasFaults(node));
  }
  if (type === "SET_OPERATION_NODE" && node.setop_type !== "UNION") {
    faults.push(String(node.setop_type).toLowerCase().replaceAll("_", " "));
  }
  if (type === "JOIN") {
    if (!["INNER", "LEFT", "RIGHT", "FULL"].includes(String(node.join_type))) {
      faults.push(`${String(node.join_type).toLowerCase()} join`);
    }
    if (node.ref_type !== "REGULAR" && node.ref_type !== "CROSS") {
      faults.push(`${String(node.ref_type).toLowerCase()} join`);
    }
  }
  if (node.class === "SUBQUERY" && node.subquery_type !== "EXISTS") faults.push("subquery other than exists");
  if (node.class === "CAST" && isNode(node.cast_type) && !castTypes.has(String(node.cast_type.id))) {
    faults.push(`cast to ${String(node.cast_type.id).toLowerCase()}`);
  }
  if (node.null_order === "ORDER_DEFAULT") faults.push("order by without nulls last or first");
  if (node.class === "FUNCTION" || node.class === "WINDOW") faults.push(...functionFaults(node, parents));
  return faults;
}

/**
 * What in a statement would not run, or would mean something else, on a distributed SQL engine (Trino, Spark)?
 *
 * An allowlist of functions, node types and casts over the tree of DuckDB's own parser; a construct that is not in it
 * is a fault. Types of columns are not known to a parser: a division says `cast(… as double)` or `1e6`, days end in `_on`.
 *
 * @param tree as `parseSql` gives it
 * @returns one short text a fault, each once, in the order they stand; empty when the statement travels
 * @example
 * travelFaults(await parseSql(connection, "a.sql", "select * exclude (b) from a qualify true")); // ["qualify", "exclude"]
 */
export function travelFaults(tree: unknown): string[] {
  const found = new Set<string>();
  const walk = (value: unknown, parents: readonly Node[]): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, parents);
    if (!isNode(value)) return;
    if (value.class === "FUNCTION" && isIntervalLiteral(value)) return;
    for (const fault of nodeFaults(value, parents)) found.add(fault);
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "cast_type" && key !== "value") walk(inner, [value, ...parents]);
      else if (key === "value" && isNode(inner) && "query" in inner) walk(inner, []);
    }
  };
  walk(tree, []);
  return [...found];
}
