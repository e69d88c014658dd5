import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { callAdmin } from '../../support/http.js';
import { newTally, Uploader } from '../../support/uploader.js';
import { isVerified, sequencesOf, upTo, WebhookReceiver, type Received } from '../../support/webhook-receiver.js';

const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const rounds = 5;
const eventsInRound = isFull ? 2_000 : 200;

let database: TestDatabase;
let gateways: GatewayProcess[];
let devices: Uploader[];
let receiver: WebhookReceiver;

beforeAll(async () => {
  database = await freshDatabase();
  const env = {
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
    DEVICE_APPROVAL: 'auto',
    WEBHOOK_ALLOW_PRIVATE: 'true',
    WEBHOOK_TIME_SCALE: '0.01,0.1',
  };
  gateways = await Promise.all([1, 2].map(() => GatewayProcess.prepare(env)));
  await Promise.all(gateways.map((gateway) => gateway.start()));
  devices = gateways.map(({ url }, at) => new Uploader(`HOOK${at}`, url, 10));
  // Decided by the id and the try, so that each run has the same failures.
  receiver = await WebhookReceiver.start(({ id }, before) => {
    const chance = Number.parseInt(id.slice(-6), 16) + before * 37;
    if (chance % 20 === 0) return 'hang';
    return { status: chance % 10 < 3 ? 500 : 200 };
  });
});

afterAll(async () => {
  for (const device of devices) device.close();
  await Promise.all(gateways.map((gateway) => gateway.remove()));
  await receiver.stop();
  await database.drop();
});

async function hasLease({ url }: GatewayProcess): Promise<boolean> {
  const text = await fetch(`${url}/metrics`).then(
    (answer) => answer.text(),
    () => '',
  );
  return /^postern_webhook_leases [1-9]/m.test(text);
}

async function ownerOf(): Promise<GatewayProcess> {
  let owner: GatewayProcess | undefined;
  await vi.waitUntil(
    async () => {
      for (const gateway of gateways) if (await hasLease(gateway)) owner = gateway;
      return owner !== undefined;
    },
    { timeout: 60_000, interval: 50 },
  );
  if (!owner) throw new Error('nobody sends');
  return owner;
}

const nameOf = ({ body }: Received) => `${body.data.sn as string} ${body.data.logId as number}`;

it(
  'messages all arrive, verified and without a hole, though the receiver fails and their sender is killed five times',
  async () => {
    const [first] = gateways;
    const { body } = await callAdmin('POST', `${first?.url ?? ''}/admin/v1/webhooks`, {
      url: receiver.url,
      types: ['device.event'],
    });
    const tally = newTally();
    // One after the other for each device: one that has sent all that it recorded goes on when it records more.
    let uploads = devices.map(() => Promise.resolve());
    const starts = new Map<GatewayProcess, Promise<void>>();
    for (let round = 1; round <= rounds; round++) {
      for (const device of devices) device.record(eventsInRound / devices.length);
      uploads = uploads.map((before, at) => before.then(() => devices[at]?.upload(tally)));
      const before = receiver.accepted.size;
      await vi.waitUntil(() => receiver.accepted.size >= before + eventsInRound / 10, { timeout: 90_000, interval: 1 });
      const owner = await ownerOf();
      // It may send before it has said that it is ready.
      await starts.get(owner);
      await owner.kill();
      // Meanwhile the other one takes over, and is killed next.
      starts.set(owner, owner.start());
    }
    await Promise.all([...starts.values(), ...uploads]);
    for (const device of devices) await device.upload(tally);
    const wanted = devices.flatMap(({ sn, acknowledged }) => acknowledged.map((index) => `${sn} ${index}`)).sort();
    expect(wanted).toHaveLength(rounds * eventsInRound);
    const accepted = () => [...receiver.accepted.values()];
    await expect.poll(() => hasAll(accepted(), wanted), { timeout: 120_000 }).toBe(true);
    const ofDevices = accepted().filter(({ body: { data } }) => (data.logId as number) > 0);
    expect(ofDevices.map(nameOf).sort()).toEqual(wanted);
    expect(sequencesOf(receiver)).toEqual(upTo(receiver.accepted.size));
    expect(receiver.all.filter((one) => !isVerified(body.secret as string, one))).toEqual([]);
    const numbers = new Map<string, Set<number>>();
    for (const { id, sequence } of receiver.all) numbers.set(id, (numbers.get(id) ?? new Set()).add(sequence));
    expect([...numbers.values()].filter(({ size }) => size > 1)).toEqual([]);
    console.log(
      `${wanted.length} events, ${receiver.all.length} requests, ${receiver.accepted.size} messages, sender killed ${rounds} times`,
    );
  },
  isFull ? 600_000 : 240_000,
);

const hasAll = (received: readonly Received[], wanted: readonly string[]) => {
  const names = new Set(received.map(nameOf));
  return wanted.every((name) => names.has(name));
};
