/**
 * A Salesforce id of 15 characters as its twin of 18; any other text stays as it is, without the spaces around it. The
 * key of zeros alone, which a Data Export prints where a field names no record, is null.
 *
 * Ids of 15 characters differ by case alone. Each fifth of the id adds a character that says which of its letters are
 * capitals: bit i for letter i, as a digit of 32 signs. Source: Salesforce, Object Reference, ID field type.
 * @returns a SQL expression over the cell
 * @example
 * salesforceId("'0013000000abcDE'"); // SQL that is '0013000000abcDEAAY'
 */
export function salesforceId(cell: string): string {
  const sign = (from: number) => {
    const bits = [0, 1, 2, 3, 4].map((bit) => {
      return `case when substr(trim(${cell}), ${from + bit}, 1) between 'A' and 'Z' then ${2 ** bit} else 0 end`;
    });
    return `substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', 1 + ${bits.join(" + ")}, 1)`;
  };
  const isShort = `regexp_full_match(trim(${cell}), '[0-9A-Za-z]{15}')`;
  const isNone = `regexp_full_match(trim(${cell}), '0{15}(AAA)?')`;
  return `case when ${isNone} then null
    when ${isShort} then trim(${cell}) || ${[1, 6, 11].map(sign).join(" || ")} else trim(${cell}) end`;
}
