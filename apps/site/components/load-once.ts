/**
 * What is fetched once and asked for often: the same promise each time, so that whoever waits for what is here goes on
 * before the next paint, where a second `import()` of a module would wait for a task of its own. What failed is tried again.
 */
export function loadOnce<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loaded: Promise<Loaded> | null = null;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
