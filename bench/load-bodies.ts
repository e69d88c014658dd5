import { connect } from 'node:net';
import { connections } from './load.js';

/** The request that one connection repeats; `body` is called before each one. */
interface Posted {
  readonly path: string;
  readonly body: () => string;
}

const headerEnd = '\r\n\r\n';
const lengthHeader = /^content-length: *(\d+)/im;

/** The next complete answer at the start of `text`, or null if it has not arrived. */
function answerIn(text: string): { status: string; body: string; size: number } | null {
  const end = text.indexOf(headerEnd);
  if (end < 0) return null;
  const length = Number(lengthHeader.exec(text.slice(0, end))?.[1] ?? 0);
  const size = end + headerEnd.length + length;
  return text.length < size
    ? null
    : { status: text.slice(9, 12), body: text.slice(end + headerEnd.length, size), size };
}

/**
 * Posts to `url` from 50 connections, each with one request under way and a new body every time. It uses plain sockets:
 * the general load generator needs more time to make a changing request than the servers need to answer it. Bodies are
 * ASCII.
 * @returns answers per second. Throws if an answer is not 200 or has wrong content
 */
export async function loadBodies(
  url: string,
  seconds: number,
  sentBy: (connection: number) => Posted,
  isRight: (answer: string) => boolean,
): Promise<number> {
  const { hostname, port } = new URL(url);
  const started = performance.now();
  const until = started + seconds * 1_000;
  const runs = Array.from({ length: connections }, (_, connection) =>
    loadOne({ hostname, port: Number(port) }, until, sentBy(connection), isRight),
  );
  const answers = (await Promise.all(runs)).reduce((sum, count) => sum + count, 0);
  return (answers * 1_000) / (performance.now() - started);
}

function loadOne(
  { hostname, port }: { hostname: string; port: number },
  until: number,
  sent: Posted,
  isRight: (answer: string) => boolean,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port, noDelay: true });
    let answers = 0;
    let text = '';
    const sendNext = () => {
      const content = sent.body();
      socket.write(
        `POST ${sent.path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: ${content.length}\r\n\r\n${content}`,
      );
    };
    socket.setEncoding('latin1');
    socket.on('connect', sendNext).on('error', reject);
    socket.on('data', (chunk: string) => {
      text += chunk;
      const answer = answerIn(text);
      if (!answer) return;
      text = text.slice(answer.size);
      answers++;
      if (answer.status !== '200' || !isRight(answer.body)) {
        socket.destroy();
        reject(new Error(`${sent.path} was answered ${answer.status} ${answer.body.slice(0, 200)}`));
      } else if (performance.now() < until) sendNext();
      else {
        socket.end();
        resolve(answers);
      }
    });
  });
}
