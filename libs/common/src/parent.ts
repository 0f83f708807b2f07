/**
 * Ends this process when the one that started it is gone, however it went: its end of our standard input closes then.
 * Only where the starter says that it holds that end (HAWSER_PARENT); a service manager does not.
 */
export function endWithParent(environment: NodeJS.ProcessEnv, stop: () => void): void {
  if (!environment['HAWSER_PARENT']) return;
  process.stdin.on('end', stop).on('error', stop).resume();
}
