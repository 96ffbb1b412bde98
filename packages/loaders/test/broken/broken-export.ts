import type { Fixture } from "../../src/read/test-vendor.ts";

/** A damaged export: what an onlooker who knows the damage expects of it. */
export interface BrokenExport {
  /** What was done to it. */
  damage: string;
  fixture: Fixture;
  /** Rows an onlooker counts in the damaged source, who saw the file before it was damaged. */
  rows: number;
  /** How the read is stopped: the message after the file's name; absent: it must not be. */
  stop?: RegExp;
  /** Companies without damage, one of which is read the same; absent: it must be stopped. */
  same?: readonly Fixture[];
  /** The row that must be set aside, unless the damage concerns nothing that is read. */
  setAside?: { line: number; column?: string; isUnused?: boolean };
}

/** The path of the export under test: that of the first source. */
export function targetOf({ settings }: Fixture): string {
  return String(settings.sources[0]?.file);
}

/** The fixture with another content of the export under test, and settings of its source. */
export function withTarget(
  fixture: Fixture,
  content: Buffer | string,
  source: Readonly<Record<string, unknown>> = {},
): Fixture {
  const [first, ...others] = fixture.settings.sources;
  const path = targetOf(fixture);
  const renamed = String(source.file ?? path);
  const { [path]: _, ...files } = fixture.files;
  return {
    settings: { ...fixture.settings, sources: [{ ...first, ...source }, ...others] },
    files: { [renamed]: Buffer.from(content), ...files },
  };
}

/** Whole numbers below a bound, the same for the same seed: a linear congruential generator. */
export function seededDice(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 12_345) % 4_294_967_296;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}
