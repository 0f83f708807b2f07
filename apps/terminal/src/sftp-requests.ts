import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, unlink, utimes, type FileHandle } from 'node:fs/promises';
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2';
import { jailedPath, virtualPath } from './jailed-path.js';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
/** A client reads and writes in pieces; more than this at once is no client. */
const LARGEST_READ = 256 * 1024;
const OPEN_HANDLES = 200;

/** What the end that plays the server decides about requests. */
export interface SftpManners {
  root: string;
  /** false: this request is neither done nor answered */
  answers(): boolean;
  mayWrite(): boolean;
  /** true: the line is to be cut now, instead of the answer to a rename that was done */
  cutsAfterRename(): boolean;
  cut(): void;
}

type Open = { file: FileHandle; path: string } | { entries: FileEntry[] };

/** Serves one SFTP session from a real folder. */
export function serveSftp(sftp: SFTPWrapper, manners: SftpManners): void {
  const handles = new Map<number, Open>();
  let nextHandle = 1;

  const real = (path: string): Promise<string> => jailedPath(manners.root, path);
  const opened = (handle: Buffer): Open => {
    const found = handle.length === 4 ? handles.get(handle.readUInt32BE()) : undefined;
    if (!found) throw Object.assign(new Error('no such handle'), { code: 'EBADF' });
    return found;
  };
  const fileOf = (handle: Buffer): FileHandle => {
    const found = opened(handle);
    if (!('file' in found)) throw Object.assign(new Error('not a file'), { code: 'EBADF' });
    return found.file;
  };
  const keep = (what: Open): Buffer => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(nextHandle);
    handles.set(nextHandle, what);
    nextHandle += 1;
    return handle;
  };
  const ok = (id: number): void => sftp.status(id, STATUS_CODE.OK);
  /** Runs one request; what it throws becomes the status. */
  const serve = (id: number, request: () => Promise<void>): void => {
    if (!manners.answers()) return;
    request().catch((error: unknown) => sftp.status(id, statusOf(error)));
  };
  const move = async (id: number, from: string, to: string, replace: boolean): Promise<void> => {
    const [source, target] = [await real(from), await real(to)];
    if (!replace && await exists(target)) return sftp.status(id, STATUS_CODE.FAILURE, `${virtualPath(to)} exists`);
    await rename(source, target);
    if (manners.cutsAfterRename()) manners.cut();
    else ok(id);
  };

  sftp.on('OPEN', (id, path, flags) => serve(id, async () => {
    if ((flags & (OPEN_MODE.WRITE | OPEN_MODE.APPEND)) !== 0 && !manners.mayWrite()) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    if (handles.size >= OPEN_HANDLES) return sftp.status(id, STATUS_CODE.FAILURE, 'too many open handles');
    const file = await open(await real(path), systemFlags(flags), 0o644);
    sftp.handle(id, keep({ file, path }));
  }));
  sftp.on('READ', (id, handle, offset, length) => serve(id, async () => {
    const { buffer, bytesRead } = await fileOf(handle).read(Buffer.alloc(Math.min(length, LARGEST_READ)), 0, Math.min(length, LARGEST_READ), offset);
    if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, buffer.subarray(0, bytesRead));
  }));
  sftp.on('WRITE', (id, handle, offset, data) => serve(id, async () => {
    const file = fileOf(handle);
    for (let written = 0; written < data.length;) {
      written += (await file.write(data, written, data.length - written, offset + written)).bytesWritten;
    }
    ok(id);
  }));
  sftp.on('CLOSE', (id, handle) => serve(id, async () => {
    const found = opened(handle);
    handles.delete(handle.readUInt32BE());
    if ('file' in found) await found.file.close();
    ok(id);
  }));
  const look = (id: number, path: string): void => serve(id, async () => sftp.attrs(id, attributesOf(await lstat(await real(path)))));
  sftp.on('LSTAT', look);
  sftp.on('STAT', look);
  sftp.on('FSTAT', (id, handle) => serve(id, async () => sftp.attrs(id, attributesOf(await fileOf(handle).stat()))));
  sftp.on('SETSTAT', (id, path, attributes) => serve(id, async () => {
    const target = await real(path);
    if ((await lstat(target)).isSymbolicLink()) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    // Times are kept; modes and owners are the pretend terminal's own business.
    if (attributes.mtime !== undefined) await utimes(target, attributes.atime ?? attributes.mtime, attributes.mtime);
    ok(id);
  }));
  sftp.on('FSETSTAT', (id, handle) => serve(id, async () => {
    fileOf(handle);
    ok(id);
  }));
  sftp.on('RENAME', (id, from, to) => serve(id, () => move(id, from, to, false)));
  sftp.on('EXTENDED', (id, name, payload) => serve(id, async () => {
    if (name !== 'posix-rename@openssh.com') return sftp.status(id, STATUS_CODE.OP_UNSUPPORTED);
    const [from, to] = stringsOf(payload);
    if (from === undefined || to === undefined) return sftp.status(id, STATUS_CODE.BAD_MESSAGE);
    await move(id, from, to, true);
  }));
  sftp.on('REMOVE', (id, path) => serve(id, async () => {
    await unlink(await real(path));
    ok(id);
  }));
  sftp.on('MKDIR', (id, path) => serve(id, async () => {
    if (!manners.mayWrite()) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    await mkdir(await real(path));
    ok(id);
  }));
  sftp.on('REALPATH', (id, path) => serve(id, async () => {
    const filename = virtualPath(path);
    sftp.name(id, [{ filename, longname: filename, attrs: attributesOf(await lstat(manners.root)) }]);
  }));
  sftp.on('OPENDIR', (id, path) => serve(id, async () => {
    if (handles.size >= OPEN_HANDLES) return sftp.status(id, STATUS_CODE.FAILURE, 'too many open handles');
    sftp.handle(id, keep({ entries: await entriesOf(await real(path)) }));
  }));
  sftp.on('READDIR', (id, handle) => serve(id, async () => {
    const found = opened(handle);
    const some = 'entries' in found ? found.entries.splice(0, 100) : [];
    if (some.length === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.name(id, some);
  }));
  sftp.on('close', () => {
    for (const each of handles.values()) if ('file' in each) void each.file.close();
    handles.clear();
  });
}

function systemFlags(flags: number): number {
  const reads = (flags & OPEN_MODE.READ) !== 0;
  const writes = (flags & (OPEN_MODE.WRITE | OPEN_MODE.APPEND)) !== 0;
  return (writes ? (reads ? constants.O_RDWR : constants.O_WRONLY) : constants.O_RDONLY)
    | ((flags & OPEN_MODE.APPEND) !== 0 ? constants.O_APPEND : 0)
    | ((flags & OPEN_MODE.CREAT) !== 0 ? constants.O_CREAT : 0)
    | ((flags & OPEN_MODE.TRUNC) !== 0 ? constants.O_TRUNC : 0)
    | ((flags & OPEN_MODE.EXCL) !== 0 ? constants.O_EXCL : 0)
    | constants.O_NOFOLLOW;
}

async function entriesOf(folder: string): Promise<FileEntry[]> {
  const entries = await Promise.all((await readdir(folder)).map(async (filename): Promise<FileEntry[]> => {
    const stats = await lstat(`${folder}/${filename}`).catch((error: NodeJS.ErrnoException) => {
      // Taken away between the two looks.
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return stats ? [{ filename, longname: longnameOf(filename, stats), attrs: attributesOf(stats) }] : [];
  }));
  return entries.flat();
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(() => true, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return false;
    throw error;
  });
}

function attributesOf(stats: Stats): Attributes {
  return { mode: stats.mode, uid: stats.uid, gid: stats.gid, size: stats.size, atime: Math.floor(stats.atimeMs / 1_000), mtime: Math.floor(stats.mtimeMs / 1_000) };
}

/** As `ls -l` shows it; some clients read the type from its first letter. */
function longnameOf(name: string, stats: Stats): string {
  const type = stats.isDirectory() ? 'd' : stats.isSymbolicLink() ? 'l' : '-';
  return `${type}rw-r--r-- 1 terminal terminal ${stats.size} ${stats.mtime.toISOString().slice(0, 10)} ${name}`;
}

/** The length-prefixed strings of an extended request. */
function stringsOf(payload: Buffer | undefined): string[] {
  const strings: string[] = [];
  for (let at = 0; payload && at + 4 <= payload.length;) {
    const end = at + 4 + payload.readUInt32BE(at);
    if (end > payload.length) break;
    strings.push(payload.toString('utf8', at + 4, end));
    at = end;
  }
  return strings;
}

function statusOf(error: unknown): number {
  const { code } = Object(error) as { code?: string };
  if (code === 'ENOENT' || code === 'ENOTDIR') return STATUS_CODE.NO_SUCH_FILE;
  if (code === 'EACCES' || code === 'EPERM' || code === 'ELOOP') return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}
