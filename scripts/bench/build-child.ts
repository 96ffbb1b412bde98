import { buildCompany } from "@tideline/loaders";

/** What a build took, in a process that did nothing else. */
export interface BuildTook {
  readonly wall: number;
  /** Milliseconds of processor time of all threads. */
  readonly cpu: number;
  /** The most memory the process held, in bytes. */
  readonly peak: number;
  /** Milliseconds by step, in the order they ran: wall, then processor. */
  readonly steps: readonly (readonly [string, number, number])[];
}

const [company = "", out = ""] = process.argv.slice(2);
const steps: [string, number, number][] = [];
const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const before = processor();
let told = before;
const started = performance.now();
await buildCompany(company, out, {
  onTime: (step, wall) => {
    const now = processor();
    steps.push([step, wall, now - told]);
    told = now;
  },
});
const wall = performance.now() - started;
const took: BuildTook = {
  wall,
  cpu: processor() - before,
  peak: process.resourceUsage().maxRSS * 1024,
  steps,
};
process.stdout.write(`${JSON.stringify(took)}\n`);
