/**
 * ms of a mail at the best, from its parts measured alone. Loop and threads work side by side, so the slower of the two holds the
 * other up; and a core does one thing at a time, so the work of all divided by the cores is a bound as well. What the servers
 * and the sink need of those cores is not counted: it makes the bound higher, not lower.
 */
export function wholeBound({ raw, ledger, seal, render, threads, cores }: { raw: number; ledger: number; seal: number; render: number; threads: number; cores: number }): number {
  const loop = raw + ledger + seal;
  return Math.max(loop, render, (loop + render * Math.min(threads, cores)) / cores);
}
