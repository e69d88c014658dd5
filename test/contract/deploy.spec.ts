import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The variables of the README's table. */
const known = new Set([...read('README.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name));
const unknown = (names: readonly string[]) => names.filter((name) => !known.has(name));

interface Compose {
  readonly services: Record<
    string,
    { environment?: Record<string, string>; networks?: string[]; stop_grace_period?: string; command?: string[] }
  >;
}

describe('two gateways by compose', () => {
  const compose = parse(read('deploy/compose/compose.yaml'), { merge: true }) as Compose;
  const { caddy, postgres, migrate, ...gateways } = compose.services;

  it('are the same, with variables that there are', () => {
    const [a, b] = [gateways['gateway-a'], gateways['gateway-b']];
    expect(a).toEqual(b);
    expect(unknown(Object.keys(a?.environment ?? {}))).toEqual([]);
    expect([a?.environment?.MIGRATE, a?.stop_grace_period, migrate?.command]).toEqual([
      'off',
      '20s',
      ['postern', 'migrate'],
    ]);
    expect([caddy, postgres].every((service) => service?.networks?.includes('inside'))).toBe(true);
  });

  it('have every secret in .env.example', () => {
    const asked = [...read('deploy/compose/compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
    const given = [...read('deploy/compose/.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect([...new Set(asked)].filter((name) => !given.includes(name))).toEqual([]);
  });

  it('are both behind Caddy, with their readiness and their streams', () => {
    const caddyfile = read('deploy/compose/Caddyfile');
    for (const words of [
      'gateway-a:8088 gateway-b:8088',
      'health_uri /health/ready',
      'flush_interval -1',
      '/iclock/*',
    ]) {
      expect(caddyfile).toContain(words);
    }
  });
});

describe('units of systemd', () => {
  const units = readdirSync(join(root, 'deploy/systemd')).filter((name) => name.endsWith('.service'));

  it.each(units)('%s waits for the drain and the end, and starts what the package has', (name) => {
    const unit = read(`deploy/systemd/${name}`);
    const valueOf = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1];
    expect(['Type', 'ProtectSystem', 'KillMode', 'ExecStart'].map(valueOf)).toEqual([
      ...['exec', 'strict', 'mixed', '/usr/bin/env postern start'],
    ]);
    expect(Number(valueOf('TimeoutStopSec'))).toBeGreaterThanOrEqual(20);
    expect(valueOf('StateDirectory')).toMatch(/^postern/);
    const set = [...(valueOf('Environment') ?? '').matchAll(/(\w+)=/g)].map(([, variable = '']) => variable);
    expect(unknown(set.filter((variable) => variable !== 'NODE_ENV'))).toEqual([]);
  });

  it('have an example of settings that there are', () => {
    const names = [...read('deploy/systemd/postern.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(
      ([, name = '']) => name,
    );
    expect(unknown(names)).toEqual([]);
  });
});

describe('the chart of Helm', () => {
  const chart = 'deploy/helm/postern';
  const values = parse(read(`${chart}/values.yaml`)) as Record<string, unknown>;
  const templates = readdirSync(join(root, chart, 'templates')).map((name) => read(`${chart}/templates/${name}`));

  it('uses values that there are, and every one of them', () => {
    const used = templates.flatMap((text) =>
      [...text.matchAll(/\.Values\.([\w.]+)/g)].map(([, path = '']) => path.split('.')),
    );
    const missing = used.filter(
      (path) =>
        path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], values) === undefined,
    );
    expect(missing).toEqual([]);
    const names = new Set(used.map(([name]) => name));
    expect(Object.keys(values).filter((name) => !names.has(name))).toEqual([]);
  });

  it('opens and closes each of its blocks, and names what it includes', () => {
    for (const text of templates) {
      const opened = text.match(/\{\{-? (if|range|with|define) /g) ?? [];
      expect(text.match(/\{\{-? end /g) ?? []).toHaveLength(opened.length);
    }
    const all = templates.join('\n');
    const defined = [...all.matchAll(/define "([\w.]+)"/g)].map(([, name]) => name);
    const included = [...all.matchAll(/include "([\w.]+)"/g)].map(([, name]) => name);
    expect(included.filter((name) => !defined.includes(name))).toEqual([]);
  });

  it('gives the metrics the job that the alerts ask for', () => {
    const jobs = [...read('deploy/prometheus/alerts.yaml').matchAll(/job="(\w+)"/g)].map(([, job]) => job);
    const jobLabel = /^ {2}jobLabel: (\S+)$/m.exec(read(`${chart}/templates/servicemonitor.yaml`))?.[1];
    expect(jobLabel).toBe('app.kubernetes.io/name');
    const labels = /define "postern\.labels" -}}\n([\s\S]*?)\{\{- end/.exec(
      read(`${chart}/templates/_helpers.tpl`),
    )?.[1];
    const [, job] = new RegExp(`^${jobLabel}: (\\S+)$`, 'm').exec(labels ?? '') ?? [];
    expect(new Set(jobs)).toEqual(new Set([job]));
    expect(read(`${chart}/templates/service.yaml`)).toMatch(/^ {2}labels:\n {4}\{\{- include "postern\.labels"/m);
  });

  it('has the version of the package, and variables that there are', () => {
    const { appVersion } = parse(read(`${chart}/Chart.yaml`)) as { appVersion: string };
    expect(appVersion).toBe((JSON.parse(read('package.json')) as { version: string }).version);
    expect(unknown(Object.keys(values.env as object))).toEqual([]);
    const named = [...templates.join('\n').matchAll(/- name: ([A-Z_]+)$/gm)].map(([, name = '']) => name);
    expect(unknown(named)).toEqual([]);
  });

  it.skipIf(!hasHelm())('is accepted and rendered by Helm', () => {
    execFileSync('helm', ['lint', join(root, chart)]);
    expect(execFileSync('helm', ['template', 'postern', join(root, chart)], { encoding: 'utf8' })).toContain(
      'kind: Deployment',
    );
  });
});

function hasHelm(): boolean {
  try {
    execFileSync('helm', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
