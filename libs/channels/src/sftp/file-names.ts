/** Names of ours, put into a partner's folder: nothing that a shell, a Windows server or a path could read as more than a name. */
export function isWireName(name: string): boolean {
  return /^[A-Za-z0-9._-]{1,120}$/.test(name) && !name.startsWith('.');
}

/**
 * Names of theirs, found in a pick-up folder. Wider than ours (partners use blanks and brackets), but printable ASCII
 * without separators, and never one that is still being written.
 * @returns null when it may be picked up, else why not
 */
export function whyNotPickedUp(name: string, temporarySuffix: string): string | null {
  if (name.startsWith('.')) return 'a hidden file';
  const lower = name.toLowerCase();
  if ([temporarySuffix.toLowerCase(), ...TEMPORARY_ENDINGS].some((ending) => ending !== '' && lower.endsWith(ending))) {
    return 'a temporary name';
  }
  if (name.length > 200) return 'a name longer than 200 characters';
  if (!/^[\x20-\x7e]+$/.test(name) || /[/\\]/.test(name)) return 'a name with other than printable ASCII, or with a separator';
  return null;
}

/** A folder and a name in it, as the far side spells paths. */
export function pathIn(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, '')}/${name}`;
}

/** What common senders append while they write: most gateways, WinSCP (.filepart), browsers and mirrors (.part). */
const TEMPORARY_ENDINGS = ['.tmp', '.part', '.filepart'];
