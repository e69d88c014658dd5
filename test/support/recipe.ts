import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasPython = spawnSync('python3', ['--version']).status === 0;
export const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** The blocks of code of a page in docs/recipes, as they stand there. */
export const codeOf = (page: string, language: string): string[] =>
  [...readFileSync(`docs/recipes/${page}.md`, 'utf8').matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(
    ([, its, code = '']) => (its === language ? [code] : []),
  );

/** A folder with the scripts of recipes, from which they are run. */
export class RecipeFolder {
  private constructor(readonly path: string) {}

  /** @param scripts their pages, by the names that the pages give them */
  static async with(scripts: Readonly<Record<string, string>>): Promise<RecipeFolder> {
    const folder = new RecipeFolder(await mkdtemp(join(tmpdir(), 'postern-recipe-')));
    for (const [name, page] of Object.entries(scripts)) {
      await writeFile(join(folder.path, name), codeOf(page, 'python')[0] ?? '');
    }
    return folder;
  }

  /** Runs a script to its end; @returns what it printed */
  run(script: string, env: Readonly<Record<string, string>>, args: readonly string[] = ['--once']): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn('python3', [script, ...args], {
        cwd: this.path,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      });
      const told = { output: '', errors: '' };
      child.stdout.on('data', (chunk: Buffer) => (told.output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (told.errors += chunk.toString()));
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, lines: told.output.split('\n').filter(Boolean), ...told }));
    });
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(join(this.path, name), text);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}

export interface Ran {
  readonly status: number | null;
  readonly lines: string[];
  readonly output: string;
  readonly errors: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is sent is what tests are about
  readonly body: any;
}

type Answered = readonly [status: number, body: unknown, headers?: Record<string, string>];

/** A small double of another system: it writes down what it is asked, and answers as a test wants. */
export class OtherSystem {
  private constructor(
    private readonly server: Server,
    readonly url: string,
    readonly asked: readonly Asked[],
  ) {}

  static async start(answer: (asked: Asked) => Answered): Promise<OtherSystem> {
    const asked: Asked[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const one = { method, path: url, headers, text, body: text === '' ? null : (JSON.parse(text) as unknown) };
        asked.push(one);
        const [status, body, more = {}] = answer(one);
        response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new OtherSystem(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
