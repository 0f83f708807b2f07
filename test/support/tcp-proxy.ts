import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A line that can be broken on purpose, between a client and a real server.
 *
 * pass     forwards
 * stall    keeps connections open and forwards nothing, in neither direction
 * drop     cuts every connection, and each new one as soon as it comes
 */
export type LineState = 'pass' | 'stall' | 'drop';

export interface TcpProxy {
  host: string;
  port: number;
  /** how many connections were ever made */
  connections(): number;
  become(state: LineState): void;
  /** Forwards `bytes` more from the client to the server, all connections together, then becomes `state`. What is held back so goes on with `pass`. */
  afterBytes(bytes: number, state: LineState): void;
  /**
   * Becomes `state` instead of forwarding the server's next word for which `condition` holds. Looking for a file by its
   * final name, for example, breaks the line exactly between a rename and its answer; reading the word itself breaks it at
   * one answer of a protocol in clear.
   */
  insteadOfAnswer(condition: (word: Buffer) => boolean, state: LineState): void;
  /** Each word of the server's is passed on as this makes it: what it can do is said in clear, and may be left out. */
  tell(change: (word: Buffer) => Buffer): void;
  /** New connections go there from now on. */
  leadTo(port: number): void;
  /** the first MiB that clients said on it, all connections together: whether it was in clear is seen here */
  heard(): string;
  stop(): Promise<void>;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<{ client: Socket; server: Socket; heldBack: Buffer[] }>();
  let state: LineState = 'pass';
  let { port } = target;
  let connections = 0;
  let said = '';
  let bytesLeft = Number.POSITIVE_INFINITY;
  let atLimit: LineState = 'pass';
  let change = (word: Buffer): Buffer => word;
  let insteadOf: { condition: (word: Buffer) => boolean; state: LineState } | null = null;

  const become = (next: LineState): void => {
    state = next;
    bytesLeft = Number.POSITIVE_INFINITY;
    insteadOf = null;
    for (const { client, server, heldBack } of pairs) {
      if (next === 'drop') {
        client.destroy();
        server.destroy();
      } else if (next === 'stall') {
        client.pause();
        server.pause();
      } else {
        for (const chunk of heldBack.splice(0)) server.write(chunk);
        client.resume();
        server.resume();
      }
    }
  };

  const listener = createServer((client) => {
    connections += 1;
    if (state === 'drop') return void client.destroy();
    const server = connect({ host: target.host, port });
    const pair = { client, server, heldBack: [] as Buffer[] };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('close', end).on('error', end);
    client.on('data', (chunk) => {
      if (said.length < 1_048_576) said += chunk.toString('latin1');
      const passed = chunk.subarray(0, Math.min(chunk.length, bytesLeft));
      if (passed.length < chunk.length) pair.heldBack.push(chunk.subarray(passed.length));
      bytesLeft -= passed.length;
      server.write(passed, () => { if (bytesLeft === 0) become(atLimit); });
    });
    server.on('data', (chunk) => {
      if (insteadOf?.condition(chunk)) become(insteadOf.state);
      else client.write(change(chunk));
    });
    if (state === 'stall') {
      client.pause();
      server.pause();
    }
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));

  return {
    host: '127.0.0.1',
    port: (listener.address() as AddressInfo).port,
    connections: () => connections,
    leadTo(next) { port = next; },
    heard: () => said,
    become,
    afterBytes(bytes, next) { bytesLeft = bytes; atLimit = next; },
    insteadOfAnswer(condition, next) { insteadOf = { condition, state: next }; },
    tell(next) { change = next; },
    stop: () => new Promise<void>((done) => {
      become('drop');
      listener.close(() => done());
    }),
  };
}
