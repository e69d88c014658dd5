import { expect } from 'vitest';
import type { TestApp } from '../../support/app.js';

/** Calls about parking to a spec's own app. */
export function parkingCalls(app: () => TestApp) {
  async function made(path: string, body: object): Promise<Record<string, unknown>> {
    const answer = await app().admin('POST', path, body);
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.body as Record<string, unknown>;
  }

  const codeOf = async (method: string, path: string, body?: unknown): Promise<number> =>
    (await app().api(method, path, body)).body.code;

  const refusal = async (method: string, path: string, body?: unknown) => {
    const answer = await app().admin(method, path, body);
    return [answer.status, answer.body.errors?.[0]?.field ?? answer.body.type];
  };

  /** One area with a way in, a way out and a pay point. */
  async function furnish(): Promise<void> {
    await made('/parking/areas', { id: 'north', name: 'North' });
    for (const [id, name, state] of [
      ['n-in', 'North in', 1],
      ['n-out', 'North out', 2],
      ['n-pay', 'North pay', 5],
    ]) {
      await made('/parking/channels', { id, name, areaId: 'north', state });
    }
  }

  return { furnish, made, codeOf, refusal };
}
