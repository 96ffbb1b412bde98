import { AS_OF, type Day, iso } from "./days.ts";
import { dice } from "./dice.ts";
import type { Life } from "./life.ts";
import type { Row } from "./rows.ts";

/** A person at a customer. */
export type Person = {
  /** The user's key in the product. */
  id: string;
  name: string;
  email: string;
  role: "sponsor" | "champion" | "admin" | "user";
  from: Day;
  left: Day | null;
  unsubscribed: Day | null;
};

const GIVEN =
  "Ada Amir Anya Ben Bianca Carlos Chloe Dana Diego Ebba Elias Esther Fiona Gita Hana Hassan Ida Ivan Jade Jamal Kaya Kofi Lena Luca Mara Mateo Nadia Nils Olga Omar Paula Pavel Quinn Rosa Sana Samir Tara Tomas Uma Victor Wanda Yusuf Zoe".split(
    " ",
  );
const FAMILY =
  "Abara Becker Castell Dahl Eriksen Falk Garnier Hollis Ibsen Jansen Kaur Lindgren Moreau Novak Okafor Petrov Quist Rossi Sato Thorne Ueda Varga Weber Xu Young Zeller Bishop Cole Drummond Ellery Frost Gale".split(
    " ",
  );

/** The product's key of the n-th user of an account. */
export const userId = ({ number }: Life, user: number): string =>
  `usr_${String(number).padStart(5, "0")}_${String(user + 1).padStart(3, "0")}`;

/** The mail domain of an account: its name without the legal form, under a top level nobody can register. */
export const domainOf = ({ account, number }: Life): string =>
  `${account.name
    .replace(/(, Inc\.| Ltd| LLC)$/, "")
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "")}${number % 7 === 0 ? "-hq" : ""}.example`;

const ROLES = ["admin", "champion", "sponsor"] as const;

/** The people of an account that anybody at Wingtip knows by name: an administrator, a champion, often a sponsor. */
export function peopleOf(life: Life): Person[] {
  const draw = dice(4_000_000 + life.number);
  const { isTold = false } = life.account;
  const count = isTold ? 6 : life.owner.touchTier === "tech" ? draw.int(1, 3) : draw.int(3, 6);
  const first = life.stints[0]?.from ?? AS_OF;
  const over = life.stints.at(-1);
  return Array.from({ length: count }, (_, index) => {
    const [given, family] = [draw.pick(GIVEN), draw.pick(FAMILY)];
    const from = first + (index < 2 || isTold ? 0 : draw.int(0, 200));
    const leaves = draw.chance(130) && !isTold ? from + draw.int(120, 1200) : null;
    const beforeLoss =
      index === 1 && over?.isOver && draw.chance(300) ? over.until - draw.int(70, 200) : leaves;
    const left = beforeLoss !== null && beforeLoss > from && beforeLoss <= AS_OF ? beforeLoss : null;
    const quits = draw.chance(60) && !isTold ? from + draw.int(60, 900) : null;
    return {
      id: userId(life, index),
      name: `${given} ${family}`,
      email: `${given}.${family}${index}@${domainOf(life)}`.toLowerCase().replace(/0@/, "@"),
      role: ROLES[index] ?? "user",
      from: Math.min(from, AS_OF),
      left,
      unsubscribed: quits !== null && quits <= AS_OF ? quits : null,
    };
  });
}

const date = (value: Day | null): string => (value === null ? "" : iso(value));

/** The people of all accounts as contacts, one row a person. */
export const contactRows = (lives: readonly Life[], told: readonly Row[]): Row[] => [
  ...lives.flatMap((life) =>
    peopleOf(life).map((person) => ({
      user_id: person.id,
      email: person.email,
      customer_id: life.id,
      name: person.name,
      role: person.role,
      from_on: date(person.from),
      left_on: date(person.left),
      unsubscribed_on: date(person.unsubscribed),
    })),
  ),
  ...told,
];
