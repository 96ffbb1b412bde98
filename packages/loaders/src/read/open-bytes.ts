import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/**
 * A file's bytes as they are read, chunk by chunk; gzip is unpacked on the way.
 *
 * @param onStored called with each chunk as it is stored on disk (before unpacking), for hashing
 */
export async function* openBytes(
  path: string,
  compressed: boolean,
  onStored: (chunk: Buffer) => void = () => {},
): AsyncGenerator<Buffer> {
  const stored = createReadStream(path, { highWaterMark: 1 << 20 });
  stored.on("data", (chunk) => onStored(chunk as Buffer));
  if (!compressed) {
    for await (const chunk of stored) yield chunk as Buffer;
    return;
  }
  const unpacked = createGunzip({ chunkSize: 1 << 20 });
  stored.on("error", (error) => unpacked.destroy(error));
  for await (const chunk of stored.pipe(unpacked)) yield chunk as Buffer;
}

/** The first bytes of a file, unpacked. */
export async function firstBytes(path: string, compressed: boolean, count: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of openBytes(path, compressed)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}
