import autocannon from 'autocannon';

export const connections = 50;

/** The request that one connection repeats. */
interface Sent {
  readonly method: 'GET';
  readonly path: string;
}

/** Loads `url` from 50 connections. @returns answers per second. Throws if an answer is not 200 or has wrong content */
export async function load(
  url: string,
  seconds: number,
  sentBy: (connection: number) => readonly Sent[],
  isRight: (answer: string) => boolean,
): Promise<number> {
  let connection = 0;
  const started = performance.now();
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient: (client) => client.setRequests([...sentBy(connection++)]),
    verifyBody: (body) => isRight(String(body)),
  });
  const elapsed = (performance.now() - started) / 1_000;
  const wrong = result.errors + result.non2xx + result.mismatches;
  if (wrong > 0)
    throw new Error(`${url}: ${wrong} of ${result.requests.total} requests were not answered as they should`);
  return result.requests.total / Math.max(elapsed, seconds);
}
