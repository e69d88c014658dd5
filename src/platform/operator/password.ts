import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

const length = 32;
const cost: ScryptOptions & { readonly N: number; readonly r: number; readonly p: number } = { N: 16_384, r: 8, p: 1 };

/** Each takes 16 MB and some 40 ms: a flood of sign-ins must not take all threads and all memory. */
const mostAtOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < mostAtOnce) running++;
  else await new Promise<void>((turn) => waiting.push(turn));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const derive = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  inTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => {
          if (error) reject(error);
          else resolve(key);
        });
      }),
  );

/** `scrypt$N$r$p$salt$hash`, base64: its cost may grow in later versions without making older ones unreadable. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** The hash that no password has: names that do not exist take as long as others. */
const nobody = ['scrypt', cost.N, cost.r, cost.p, Buffer.alloc(16).toString('base64'), ''].join('$');

/** @param stored what `hashPassword` made; null = there is nobody of this name, and the answer is no, as late as else */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, n, r, p, salt = '', hash = ''] = (stored ?? nobody).split('$');
  if (kind !== 'scrypt') return false;
  const key = await derive(password, Buffer.from(salt, 'base64'), { N: Number(n), r: Number(r), p: Number(p) });
  const wanted = Buffer.from(hash, 'base64');
  return wanted.length === key.length && timingSafeEqual(wanted, key);
}
