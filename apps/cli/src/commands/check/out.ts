/** Writes text and resolves when it may be forgotten: the far end of a pipe sets the pace. */
export type Out = (text: string | Uint8Array) => Promise<void>;

/** A stream as an Out. */
export function outOf(stream: NodeJS.WritableStream): Out {
  return (text) => new Promise((resolve, reject) => {
    stream.write(text, (error) => { if (error) reject(error); else resolve(); });
  });
}
