import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCvsecurity } from '../../../src/tools/import-cvsecurity/command.js';
import type { OldServerOptions } from '../../../src/tools/import-cvsecurity/old-server.js';
import type { GivenOptions } from '../../../src/tools/import-cvsecurity/settings.js';
import { apiToken } from '../../support/app.js';

export interface Imported {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The JSON report. */
  readonly report: {
    readonly items: readonly { kind: string; key: string; outcome: string; reason: string; changes: unknown[] }[];
    readonly summary: {
      readonly counts: Readonly<Record<string, { there: number; here: number; outcomes: Record<string, number> }>>;
      readonly unread: readonly { kind: string; what: string; why: string; where: string }[];
      readonly [other: string]: unknown;
    };
  };
  readonly files: Readonly<Record<'csv' | 'html' | 'json', string>>;
}

/** A folder with a token file, for runs of the command into one database. */
export class Importer {
  readonly folder = mkdtempSync(join(tmpdir(), 'postern-import-'));

  constructor(
    private readonly databaseUrl: string,
    private readonly url?: string,
    token = apiToken,
  ) {
    this.write('token', `${token}\n`);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Buffer): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  get env(): Record<string, string> {
    return {
      DATABASE_URL: this.databaseUrl,
      DATA_DIR: this.folder,
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      SITE_TIME_ZONE: 'Europe/Madrid',
    };
  }

  get given(): GivenOptions {
    const old = this.url === undefined ? {} : { url: this.url, tokenFile: this.path('token') };
    return { ...old, report: this.path('out'), rps: '1000' };
  }

  async run(given: GivenOptions = {}, old: Partial<OldServerOptions> = {}): Promise<Imported> {
    const said = { out: [] as string[], err: [] as string[] };
    const screen = {
      out: (line: string) => void said.out.push(line),
      err: (line: string) => void said.err.push(line),
      progress: { say: () => undefined },
    };
    rmSync(this.path('out'), { recursive: true, force: true });
    const quick = { restsMs: [10, 10], timeoutMs: 20_000, ...old };
    const code = await importCvsecurity({ ...this.given, ...given }, screen, this.env, quick);
    return { code, out: said.out.join('\n'), err: said.err.join('\n'), ...this.results() };
  }

  private results(): Pick<Imported, 'report' | 'files'> {
    const read = (name: string) => {
      try {
        return readFileSync(join(this.path('out'), name), 'utf8');
      } catch {
        return '';
      }
    };
    const files = { csv: read('report.csv'), html: read('report.html'), json: read('report.json') };
    const none = '{"items":[],"summary":{"counts":{},"unread":[]}}';
    return { files, report: JSON.parse(files.json === '' ? none : files.json) as Imported['report'] };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
