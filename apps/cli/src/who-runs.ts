import { userInfo } from 'node:os';

/** Who does it, as the history will say: who was named, else the account that runs this. */
export function whoRuns(given: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  return given ?? env['USER'] ?? account() ?? 'desk';
}

/** None where the system has no name for it, as in some containers. */
function account(): string | null {
  try {
    return userInfo().username || null;
  } catch {
    return null;
  }
}
