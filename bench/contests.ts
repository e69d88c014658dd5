import { loadBodies } from './load-bodies.js';
import { connections, load } from './load.js';
import { apiToken } from './processes.js';
import type { Contest } from './rounds.js';
import { singleInserts } from './single-inserts.js';
import { newLine, newPunches } from './upload.js';

export interface Grounds {
  readonly gateway: string;
  readonly bareFastify: string;
  readonly bareHttp: string;
  readonly databaseUrl: string;
  /** One panel for each connection. */
  readonly sns: readonly string[];
  /** The same number of attendance terminals. */
  readonly terminals: readonly string[];
  readonly pins: readonly string[];
  /** Uploads that the gateway acknowledged. */
  acknowledged: number;
}

const isOk = (answer: string) => answer === 'OK';

/** An approved panel polls, and there is no command for it. */
export function idlePoll({ gateway, bareFastify, bareHttp, sns }: Grounds): Contest {
  const at = (url: string) => (seconds: number) =>
    load(
      url,
      seconds,
      (connection) => [{ method: 'GET', path: `/iclock/getrequest?SN=${sns[connection] ?? ''}` }],
      isOk,
    );
  return {
    what: 'idle poll',
    subject: { name: 'gateway', measure: at(gateway) },
    rivals: [
      { name: 'bare Fastify', measure: at(bareFastify), demand: 0.7 },
      { name: 'bare node:http', measure: at(bareHttp), demand: null },
    ],
  };
}

/** One event in each upload, all different, each answered after its commit. */
export function durableUpload(grounds: Grounds): Contest {
  const { gateway, bareFastify, databaseUrl, sns, pins } = grounds;
  const at = (url: string, noted: () => void) => (seconds: number) =>
    loadBodies(
      url,
      seconds,
      (connection) => {
        const sn = sns[connection] ?? '';
        return { path: `/iclock/cdata?SN=${sn}&table=rtlog`, body: () => newLine(sn, pins) };
      },
      (answer) => {
        if (isOk(answer)) noted();
        return isOk(answer);
      },
    );
  return {
    what: 'durable upload of one event',
    subject: { name: 'gateway', measure: at(gateway, () => grounds.acknowledged++) },
    rivals: [
      { name: 'one INSERT a request', measure: at(bareFastify, () => undefined), demand: 2 },
      {
        name: 'single INSERTs of 10 clients',
        measure: (seconds) => singleInserts(databaseUrl, seconds, pins),
        demand: null,
      },
    ],
  };
}

/**
 * Punches of attendance terminals, several lines in each upload, all different, each upload answered after its commit.
 */
export const attlogUpload =
  (lines: number) =>
  (grounds: Grounds): Contest => {
    const { gateway, bareFastify, terminals, sns, pins } = grounds;
    const punches = async (seconds: number) => {
      const sentBy = (connection: number) => ({
        path: `/iclock/cdata?SN=${terminals[connection] ?? ''}&table=ATTLOG&Stamp=9999`,
        body: () => newPunches(lines, pins),
      });
      const isCounted = (answer: string) => {
        if (answer === `OK: ${lines}`) grounds.acknowledged += lines;
        return answer === `OK: ${lines}`;
      };
      return lines * (await loadBodies(gateway, seconds, sentBy, isCounted));
    };
    const inserts = (seconds: number) => {
      const sentBy = (connection: number) => {
        const sn = sns[connection] ?? '';
        return { path: `/iclock/cdata?SN=${sn}&table=rtlog`, body: () => newLine(sn, pins) };
      };
      return loadBodies(bareFastify, seconds, sentBy, isOk);
    };
    return {
      what: `punches, ${lines} an upload`,
      subject: { name: 'gateway', measure: punches },
      rivals: [{ name: 'one INSERT a request', measure: inserts, demand: lines === 1 ? 2 : null }],
    };
  };

/** A person by pin, with a token; every connection asks for other people. */
export function personGet({ gateway, bareFastify, pins }: Grounds): Contest {
  const share = Math.ceil(pins.length / connections);
  const shuffled = [...pins].sort(() => Math.random() - 0.5);
  const at = (url: string) => (seconds: number) =>
    load(
      url,
      seconds,
      (connection) =>
        shuffled
          .slice(connection * share, (connection + 1) * share)
          .map((pin) => ({ method: 'GET', path: `/api/person/get/${pin}?access_token=${apiToken}` })),
      (answer) => answer.startsWith('{"code":0,'),
    );
  return {
    what: 'person/get with a token',
    subject: { name: 'gateway', measure: at(gateway) },
    rivals: [{ name: 'bare Fastify', measure: at(bareFastify), demand: 0.4 }],
  };
}
