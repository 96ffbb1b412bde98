import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Stage } from "./stage-site.ts";
import { repository } from "./work-for.ts";

const cli = join(repository, "node_modules", "@observablehq", "framework", "dist", "bin", "observable.js");

/** Where a preview listens. */
export interface PreviewOptions {
  readonly stage: Stage;
  readonly host: string;
  /** Default: 3000 or the next free one. */
  readonly port?: number | undefined;
  /** Told what the preview complains about, a line at a time, and when it ends by itself. */
  readonly onTrouble: (text: string) => void;
}

/** Observable Framework's preview over a stage, in a process of its own: offline, without telemetry. */
export class Preview {
  readonly #options: PreviewOptions;
  #child: ChildProcess | null = null;
  #url = "";

  constructor(options: PreviewOptions) {
    this.#options = options;
  }

  /** The address, empty before the first start. */
  get url(): string {
    return this.#url;
  }

  /**
   * Starts it, or starts it again on the port it had; open pages connect again by themselves.
   *
   * @throws Error with what the preview said, when it ends before it listens
   */
  async start(): Promise<void> {
    await this.stop();
    const { stage, host, onTrouble } = this.#options;
    const port = this.#url ? new URL(this.#url).port : this.#options.port;
    const args = ["--import", import.meta.resolve("tsx"), cli, "preview", "--no-open", "--host", host];
    const child = spawn(
      process.execPath,
      [...args, "--config", stage.config, ...(port === undefined ? [] : ["--port", String(port)])],
      {
        cwd: join(repository, "apps", "site"),
        env: { ...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true", TIDELINE_SITE_ROOT: stage.root },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.#child = child;
    let said = "";
    let isUp = false;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (isUp) onTrouble(text.trimEnd());
      else said += text;
    });
    await new Promise<void>((done, fail) => {
      child.stdout?.setEncoding("utf8").on("data", (text: string) => {
        if (isUp) return;
        said += text;
        const address = /https?:\/\/[^\s/]+:\d+\//.exec(said)?.[0];
        if (!address) return;
        isUp = true;
        this.#url = address;
        done();
      });
      child.once("error", fail);
      child.once("exit", (code, signal) => {
        if (this.#child === child) this.#child = null;
        const message = `npm run dev: the preview ended, got ${signal ?? `exit code ${code}`}`;
        if (!isUp) fail(new Error(`${message}; its output:\n${said.trim()}`));
        else if (signal !== "SIGINT" && signal !== "SIGKILL")
          onTrouble(`${message}; start npm run dev again`);
      });
    });
  }

  /** Ends it. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }
}
