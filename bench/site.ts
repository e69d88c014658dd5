import { attProfiles } from '../src/tools/simulator/attendance-push/profile.js';
import { AttTerminal } from '../src/tools/simulator/attendance-push/terminal.js';
import { SimulatedPanel } from '../src/tools/simulator/panel.js';
import { keepAliveAgent } from '../src/tools/simulator/transport.js';
import { apiToken } from './processes.js';

const persons = 1_000;
const atOnce = 10;

/** Makes the people of the bench through the API. @returns their pins and the answer of person/get for each */
export async function fillPersons(url: string): Promise<Record<string, unknown>> {
  const pins = Array.from({ length: persons }, (_, index) => String(10_001 + index));
  const answers: Record<string, unknown> = {};
  const add = async (pin: string) => {
    const facts = {
      pin,
      name: `Ada ${pin}`,
      lastName: 'Lovelace',
      gender: 'F',
      cardNo: `7${pin}`,
      email: `${pin}@example.org`,
    };
    await call(url, 'POST', 'person/add', facts);
    answers[pin] = await call(url, 'GET', `person/get/${pin}`);
  };
  for (let start = 0; start < pins.length; start += atOnce)
    await Promise.all(pins.slice(start, start + atOnce).map(add));
  return answers;
}

async function call(url: string, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/api/${path}`, {
    method,
    headers: { access_token: apiToken, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const envelope = (await answer.json()) as { code: number; message: string };
  if (envelope.code !== 0) throw new Error(`${path}: ${envelope.message}`);
  return envelope;
}

/** Panels that are registered and have carried out all commands for a new device. @returns their serial numbers */
export async function connectPanels(url: string, count: number): Promise<string[]> {
  const agent = keepAliveAgent(url);
  const panels = Array.from(
    { length: count },
    (_, index) => new SimulatedPanel({ url, sn: `BENCH${index + 1}`, agent }),
  );
  for (const panel of panels) await panel.connect();
  let idle = 0;
  // The commands for a new device are worked out a moment after it came.
  for (let sweep = 0; idle < 5; sweep++) {
    if (sweep === 120) throw new Error('the panels do not come to rest');
    const done = await Promise.all(panels.map((panel) => panel.poll()));
    idle = done.some((commands) => commands.length > 0) ? 0 : idle + 1;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await Promise.all(panels.map((panel) => panel.stop()));
  agent.destroy();
  return panels.map(({ sn }) => sn);
}

/** Attendance terminals that have made contact. @returns their serial numbers */
export async function connectTerminals(url: string, count: number): Promise<string[]> {
  const agent = keepAliveAgent(url);
  const sns = Array.from({ length: count }, (_, index) => `BENCHATT${index + 1}`);
  for (const sn of sns) {
    const terminal = new AttTerminal({ url, sn, agent, profile: attProfiles['speedface-att'] });
    if ((await terminal.contact()) !== 'accepted') throw new Error(`${sn} was refused`);
    await terminal.stop();
  }
  agent.destroy();
  return sns;
}
