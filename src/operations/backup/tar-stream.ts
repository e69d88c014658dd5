import { pack, extract } from 'tar-stream';
import { BackupFault } from './format.js';

/** Adds a file to the archive; resolves when there is room for the next. */
export type Put = (name: string, content: Buffer) => Promise<void>;

/** The bytes of an archive while it is filled. */
export async function* tarOf(fill: (put: Put) => Promise<void>, at: Date): AsyncGenerator<Uint8Array> {
  const archive = pack();
  const put: Put = (name, content) =>
    new Promise((resolve, reject) => {
      const header = { name, size: content.length, mode: 0o600, mtime: at, uname: '', gname: '' };
      archive.entry(header, (error) => (error ? reject(error) : resolve())).end(content);
    });
  const ended: { failure?: Error } = {};
  const filling = fill(put).then(
    () => archive.finalize(),
    (error: unknown) => {
      ended.failure = error as Error;
      archive.destroy(error as Error);
    },
  );
  try {
    yield* archive as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw ended.failure ?? error;
  } finally {
    archive.destroy();
    await filling;
  }
}

export interface TarFile {
  readonly name: string;
  readonly size: number;
  /** To be read before the next file is asked for, or none is. */
  readonly content: () => Promise<Buffer>;
}

/** The files of an archive, one after the other. */
export async function* filesIn(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const archive = extract();
  const ended: { failure?: Error } = {};
  const feeding = feed(source, archive).catch((error: unknown) => {
    ended.failure = error as Error;
    archive.destroy(error as Error);
  });
  try {
    for await (const entry of archive) {
      const { name, size } = entry.header;
      const content = async () => {
        const parts: Buffer[] = [];
        for await (const part of entry) parts.push(part as Buffer);
        return Buffer.concat(parts);
      };
      yield { name, size, content };
    }
  } catch (error) {
    throw ended.failure ?? new BackupFault('the backup is damaged', { cause: error });
  } finally {
    archive.destroy();
    await feeding;
  }
  if (ended.failure) throw ended.failure;
}

type Extract = ReturnType<typeof extract>;

async function feed(source: AsyncIterable<Uint8Array>, archive: Extract): Promise<void> {
  for await (const chunk of source) {
    if (archive.destroyed) return;
    if (!archive.write(chunk)) await room(archive);
  }
  archive.end(undefined);
}

const room = (archive: Extract) =>
  new Promise<void>((resolve) => {
    const done = () => {
      archive.off('drain', done);
      archive.off('close', done);
      resolve();
    };
    archive.on('drain', done);
    archive.on('close', done);
  });
