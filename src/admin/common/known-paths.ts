import type { FastifyInstance } from 'fastify';

interface KnownPath {
  readonly parts: readonly string[];
  readonly methods: Set<string>;
}

const partsOf = (path: string) => path.split('/').filter((part) => part !== '');

/** The paths of an API and their methods: who calls a path with another method is told which it has. */
export class KnownPaths {
  private readonly all = new Map<string, KnownPath>();

  constructor(fastify: FastifyInstance, base: string) {
    fastify.addHook('onRoute', ({ url, method }) => {
      if (url.startsWith(`/${base}/`)) this.add(url, [method].flat());
    });
  }

  /** The methods of a path that is called; none where there is no such path. */
  methodsOf(url: string): string[] {
    const parts = partsOf(url.replace(/[?#].*$/s, ''));
    const meant = [...this.all.values()].filter((known) => fits(known, parts));
    return [...new Set(meant.flatMap(({ methods }) => [...methods]))].sort();
  }

  private add(url: string, methods: readonly string[]): void {
    const known = this.all.get(url) ?? { parts: partsOf(url), methods: new Set() };
    for (const method of methods) known.methods.add(method.toUpperCase());
    this.all.set(url, known);
  }
}

const fits = ({ parts }: KnownPath, called: readonly string[]): boolean =>
  parts.length === called.length && parts.every((part, at) => part.startsWith(':') || part === called[at]);
