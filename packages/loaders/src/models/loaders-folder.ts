import { fileURLToPath } from "node:url";

/** The folder of the loaders package. */
export const loadersFolder = fileURLToPath(new URL("../../", import.meta.url));
