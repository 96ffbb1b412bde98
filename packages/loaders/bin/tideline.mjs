#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { main, tidyUpWhenStopped } = await import("../src/cli/main.ts");
tidyUpWhenStopped();
process.exitCode = await main(process.argv);
