import type { Server } from 'node:net';

/** Linux hands out ports from here on to outgoing connections; a port of ours there may be taken while it is closed. */
const EPHEMERAL_FROM = 32_768;
const FROM = 15_000;

/**
 * Listens on 127.0.0.1. Port 0 means a free one below the ephemeral range, so that it can be closed and opened again.
 * @returns the port
 */
export async function listenBelowEphemeral(server: Server, port: number): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const wanted = port === 0 ? FROM + Math.floor(Math.random() * (EPHEMERAL_FROM - FROM)) : port;
    try {
      await listen(server, wanted);
      return wanted;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || port !== 0 || tries === 50) throw error;
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail);
      done();
    });
  });
}
