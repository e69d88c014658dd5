import { adminToken, apiToken } from './app.js';

export interface Reply {
  readonly status: number;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

const call =
  (headers: Record<string, string>) =>
  async (method: string, url: string, body?: unknown): Promise<Reply> => {
    const answer = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };

/** Calls to a gateway in another process, with the tests' tokens; `url` in full. */
export const callAdmin = call({ authorization: `Bearer ${adminToken}` });
export const callApi = call({ access_token: apiToken });
