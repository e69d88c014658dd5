import { expect } from 'vitest';
import { randomFrom, type Random } from '../../src/tools/simulator/random.js';
import { DeviceCache } from '../../src/devices/push/device-cache.js';
import { RawDevice, registryCode } from '../support/raw-device.js';
import { counted } from '../support/panels.js';
import type { TestApp } from '../support/app.js';
import { ModelPanel, type WireRecord } from './model-panel.js';

export type Kind = 'panel' | 'terminal';

interface Level {
  readonly id: string;
  zone: number;
  doors: number[];
}

interface Person {
  card: string;
  isDisabled: boolean;
  readonly levels: Set<Level>;
}

interface Said {
  readonly id: string;
  readonly text: string;
}

const commandsIn = (answer: string): Said[] =>
  [...answer.matchAll(/(?:^|\n)C:(\d+):([\s\S]*?)(?=\nC:\d+:|$)/g)].map(([, id = '', text = '']) => ({ id, text }));

/** Return codes of every kind: a bad row, unknown, full, too large, try again; of terminals also "nothing to delete". */
const codes: Readonly<Record<Kind, readonly number[]>> = {
  panel: [-12, -1, -3, -18, -26, -100, -102, -629, -708, -730],
  terminal: [-12, -1, -1, -3, -1001, -1003, -1004, -1005],
};

/** What a terminal that finds nothing to delete says, and one that could not look. */
const vague = [-1, -3] as const;

/** So many polls without work mean that it is stuck. */
const mostQuiet = 15;

/**
 * Grants, revocations and changes of cards in a random order, at a device that refuses, loses answers and answers late.
 * This test calculates what the device should hold from the calls. What it holds follows from the bytes.
 */
export class Race {
  readonly journal: string[] = [];
  private readonly random: Random;
  private readonly sn: string;
  private readonly device: RawDevice;
  private readonly memory = new ModelPanel();
  private readonly persons = new Map<string, Person>();
  private readonly levels: Level[] = [];
  private readonly late: string[] = [];
  private doorIds: string[] = [];
  private cards = 0;
  /** Whose records the device refuses at present. */
  private victim = '';
  /** It deletes nobody at present, and calls that as others call it to have found nobody. */
  private keepsAll = false;

  constructor(
    private readonly app: TestApp,
    private readonly kind: Kind,
    private readonly seed: number,
    private readonly zones: readonly number[],
  ) {
    this.random = randomFrom(seed);
    this.sn = `${kind === 'panel' ? 'RACE' : 'RACET'}${seed}`;
    this.device = new RawDevice(app, this.sn);
  }

  async run(phases: number, steps: number): Promise<void> {
    try {
      await this.begin();
      for (let phase = 0; phase < phases; phase++) {
        for (let step = 0; step < steps; step++) await this.step();
        await this.settle();
      }
    } catch (error) {
      const ledger = await this.app.sql(
        `SELECT table_name, key, pin, desired_hash IS NOT NULL AS wanted, held_hash IS NOT NULL AS held, unknown, version,
           command_id, failed, retry_at FROM ledger WHERE sn = $1 AND pin <> '' ORDER BY pin, table_name`,
        [this.sn],
      );
      const lines = [String(error), ...this.journal, ...ledger.map((row) => JSON.stringify(row))];
      throw new Error(`${this.kind}, seed ${this.seed}\n${lines.join('\n')}`, { cause: error });
    }
  }

  private pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  private some<T>(items: readonly T[]): T[] {
    return items.filter(() => this.random() < 0.5);
  }

  private note(line: string): void {
    this.journal.push(line.replaceAll('\t', ' ').replace(/\r?\n/g, ' | ').slice(0, 300));
  }

  private async begin(): Promise<void> {
    const { app, sn, device } = this;
    expect((await app.admin('POST', '/devices', { sn, module: 'acc' })).status).toBe(201);
    await this.register();
    if (this.kind === 'terminal') await device.post('/iclock/cdata?table=options', '~LockFunOn=1');
    const { items } = (await app.admin('GET', `/doors?sn=${sn}`)).body as {
      items: { id: string; sn: string; number: number }[];
    };
    this.doorIds = items
      .filter((door) => door.sn === sn)
      .sort((a, b) => a.number - b.number)
      .map(({ id }) => id);
    expect(this.doorIds.length).toBeGreaterThan(0);
    for (let index = 0; index < 3; index++) {
      const [doors, zone] = [this.someDoors(), this.pick(this.zones)];
      const body = { name: `${sn} ${index}`, timeZoneId: zone, doorIds: this.idsOf(doors) };
      const { id } = (await app.admin('POST', '/access-levels', body)).body as { id: string };
      this.levels.push({ id, zone, doors });
    }
    for (let index = 0; index < 4; index++) {
      const pin = String((this.kind === 'panel' ? 1_000_000 : 2_000_000) + this.seed * 10 + index);
      await this.add(pin);
    }
  }

  private async register(): Promise<void> {
    if (this.kind === 'panel') {
      const options = `~DeviceName=${this.sn},MachineType=101,LockCount=4,ReaderCount=4,DSTFunOn=0`;
      await registryCode(this.device, options);
    } else {
      const path = '/iclock/cdata?options=all&pushver=2.4.1&DeviceType=att';
      expect((await this.device.get(path)).status).toBe(200);
    }
  }

  private someDoors = (): number[] => this.some(this.doorIds.map((_, index) => index));
  private idsOf = (doors: readonly number[]) => doors.map((door) => this.doorIds[door] ?? '');
  private newCard = () =>
    String(50_000_000 + (this.kind === 'panel' ? 0 : 5_000_000) + this.seed * 10_000 + this.cards++);

  private async succeed(method: string, path: string, body?: unknown): Promise<void> {
    const { status, text } = await this.app.admin(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  }

  private async add(pin: string): Promise<void> {
    const person: Person = { card: this.newCard(), isDisabled: false, levels: new Set(this.some(this.levels)) };
    const accLevelIds = [...person.levels].map(({ id }) => id);
    await this.succeed('POST', '/persons', { pin, name: 'P', cardNo: person.card, accLevelIds });
    this.persons.set(pin, person);
    this.note(`add ${pin} ${person.card} ${accLevelIds.length} levels`);
  }

  private readonly steps: readonly (readonly [number, () => Promise<void>])[] = [
    [6, () => this.grant()],
    [8, () => this.revoke()],
    [4, () => this.levelDoors()],
    [2, () => this.levelZone()],
    [3, () => this.card()],
    [2, () => this.cardMoves()],
    [2, () => this.comesAndGoes()],
    [14, () => this.poll()],
    [5, () => this.lateAnswer()],
    [5, () => this.due()],
    [1, () => this.register()],
    [1, () => this.full()],
    [1, () => this.cancel()],
    [3, () => this.turn()],
    [3, () => this.worked()],
  ];

  private readonly ofTerminals: typeof this.steps = [[12, () => this.losesAll()]];

  private async step(): Promise<void> {
    const steps = this.kind === 'panel' ? this.steps : [...this.steps, ...this.ofTerminals];
    let at = this.random() * steps.reduce((sum, [weight]) => sum + weight, 0);
    const [, action] = steps.find(([weight]) => (at -= weight) < 0) ?? this.pick(steps);
    await action();
    await this.check();
  }

  private async grant(): Promise<void> {
    const [pin, person] = this.pick([...this.persons]);
    const level = this.pick(this.levels);
    await this.succeed('PUT', `/access-levels/${level.id}/persons/${pin}`);
    person.levels.add(level);
    this.note(`grant ${pin} level ${this.levels.indexOf(level)}`);
  }

  private async revoke(): Promise<void> {
    const [pin, person] = this.pick([...this.persons]);
    const level = this.pick(this.levels);
    if (!person.levels.has(level)) return;
    await this.succeed('DELETE', `/access-levels/${level.id}/persons/${pin}`);
    person.levels.delete(level);
    this.note(`revoke ${pin} level ${this.levels.indexOf(level)}`);
  }

  private async levelDoors(): Promise<void> {
    const level = this.pick(this.levels);
    level.doors = this.someDoors();
    await this.succeed('PATCH', `/access-levels/${level.id}`, { doorIds: this.idsOf(level.doors) });
    this.note(`level ${this.levels.indexOf(level)} doors ${level.doors.join()}`);
  }

  private async levelZone(): Promise<void> {
    const level = this.pick(this.levels);
    level.zone = this.pick(this.zones);
    await this.succeed('PATCH', `/access-levels/${level.id}`, { timeZoneId: level.zone });
    this.note(`level ${this.levels.indexOf(level)} zone ${level.zone}`);
  }

  private async setCard(pin: string, person: Person, card: string): Promise<void> {
    const { body } = await this.app.api('POST', '/api/person/add', { pin, cardNo: card });
    expect(body).toMatchObject({ code: 0 });
    person.card = card;
    this.note(`card ${pin} ${card}`);
  }

  private async card(): Promise<void> {
    const [pin, person] = this.pick([...this.persons]);
    await this.setCard(pin, person, this.newCard());
  }

  /** A card goes from one person to another. */
  private async cardMoves(): Promise<void> {
    const [from, giver] = this.pick([...this.persons]);
    const [to, taker] = this.pick([...this.persons]);
    const { card } = giver;
    if (from === to || card === '') return;
    await this.setCard(from, giver, '');
    await this.setCard(to, taker, card);
  }

  private async comesAndGoes(): Promise<void> {
    const [pin] = this.pick([...this.persons]);
    await this.succeed('DELETE', `/persons/${pin}`);
    this.note(`delete ${pin}`);
    this.persons.delete(pin);
    if (this.random() < 0.5) await this.check();
    await this.add(pin);
  }

  /** A terminal deletes only people who lose everything. The next polls may bring that, and the question about it. */
  private async losesAll(): Promise<void> {
    const [pin, person] = this.pick([...this.persons]);
    const isDisabled = !person.isDisabled;
    await this.succeed('PATCH', `/persons/${pin}`, { isDisabled });
    person.isDisabled = isDisabled;
    this.note(`disabled ${pin} ${isDisabled}`);
    if (this.random() < 0.5) await this.turn();
    for (let polls = Math.floor(this.random() * 4); polls > 0; polls--) {
      await this.worked();
      await this.poll();
      await this.check();
    }
  }

  private async turn(): Promise<void> {
    this.victim = this.random() < 0.4 ? '' : this.pick([...this.persons.keys()]);
    if (this.kind === 'terminal') this.keepsAll = this.random() < 0.5;
    this.note(`refuses ${this.victim}${this.keepsAll ? ', deletes nobody' : ''}`);
    return Promise.resolve();
  }

  private async full(): Promise<void> {
    await this.succeed('POST', `/devices/${this.sn}/sync`, { full: true });
    this.note('sync full');
  }

  private async cancel(): Promise<void> {
    const open = await this.app.sql<{ id: number }>(
      `SELECT id FROM command WHERE sn = $1 AND status IN ('queued', 'sent') AND origin = 'sync' ORDER BY id`,
      [this.sn],
    );
    if (open.length === 0) return;
    const { id } = this.pick(open);
    // It may have ended meanwhile.
    const { status } = await this.app.admin('POST', `/commands/${id}/cancel`);
    expect([200, 201, 409]).toContain(status);
    this.note(`cancel ${id}`);
  }

  /** Commands without an answer may be sent again now. */
  private async due(): Promise<void> {
    await this.app.sql(
      `UPDATE command SET retry_at = clock_timestamp() WHERE sn = $1 AND status = 'sent' AND NOT once`,
      [this.sn],
    );
    await this.app.sql('UPDATE ledger SET retry_at = clock_timestamp() WHERE sn = $1 AND retry_at IS NOT NULL', [
      this.sn,
    ]);
    await this.app.sql(`UPDATE change SET due_at = clock_timestamp() WHERE kind = 'device' AND key = $1`, [this.sn]);
    this.app.app.get(DeviceCache, { strict: false }).lower(this.sn);
    this.note('due');
  }

  private async worked(): Promise<void> {
    const names = [this.sn, ...this.persons.keys(), ...this.levels.map(({ id }) => id), ...this.zones.map(String)];
    await expect
      .poll(() => this.app.sql('SELECT 1 FROM change WHERE due_at <= clock_timestamp() AND key = ANY($1)', [names]), {
        timeout: 120_000,
      })
      .toEqual([]);
  }

  private result = (id: string, code: number) => this.device.result(`ID=${id}&Return=${code}&CMD=DATA\n`);

  private refuses = (record: WireRecord, verb: string): boolean =>
    (this.victim !== '' && record.get('pin') === this.victim) || (verb === 'DELETE' && this.keepsAll);

  private carryOut(text: string): number {
    const code = this.pick(codes[this.kind]);
    if (this.kind === 'panel') return this.memory.carryOut(text, this.refuses, code);
    const nothing = this.pick(vague);
    const isKept = this.keepsAll && text.startsWith('DATA DELETE ');
    return this.memory.carryOut(text, this.refuses, isKept ? nothing : code, nothing);
  }

  /** Answers a question. Rows of a terminal come before the result, or behind it. */
  private async tell(id: string, text: string): Promise<void> {
    const [, pin] = /^DATA QUERY USERINFO PIN=(\d+)$/.exec(text.trimEnd()) ?? [];
    const found = this.memory.rows('userinfo').filter((row) => row.get('pin') === pin);
    const body = found.map((row) => `USER PIN=${row.get('pin')}\tName=P\tCard=${row.get('card')}`).join('\n');
    const isBehind = body !== '' && this.random() < 0.3;
    this.note(`C:${id}:${text} -> ${found.length} rows${isBehind ? ', behind it' : ''}`);
    await counted(this.app, this.device, id, text);
    if (isBehind) await this.result(id, 0);
    if (body !== '') await this.device.post(`/iclock/cdata?table=OPERLOG&Stamp=9999&CmdId=${id}`, body);
    if (!isBehind) await this.result(id, found.length);
  }

  private async poll(): Promise<void> {
    for (const { id, text } of commandsIn(await this.device.poll())) {
      if (!/^DATA (?:UPDATE|DELETE) /.test(text)) {
        await this.tell(id, text);
        continue;
      }
      const chance = this.random();
      if (chance < 0.12) {
        this.note(`C:${id}:${text} never arrives`);
        continue;
      }
      const code = this.carryOut(text);
      if (chance < 0.3) {
        this.late.push(`ID=${id}&Return=${code}&CMD=DATA\n`);
        this.note(`C:${id}:${text} -> ${code}, not yet told`);
      } else {
        this.note(`C:${id}:${text} -> ${code}`);
        await this.result(id, code);
      }
    }
  }

  private async lateAnswer(): Promise<void> {
    if (this.late.length === 0) return;
    const [line = ''] = this.late.splice(Math.floor(this.random() * this.late.length), 1);
    this.note(`late ${line}`);
    await this.device.result(line);
  }

  /** From now on the device carries out its commands, until none is left. */
  private async settle(): Promise<void> {
    this.note('settles');
    this.victim = '';
    this.keepsAll = false;
    while (this.late.length > 0) await this.lateAnswer();
    for (let quiet = 0; quiet < mostQuiet;) {
      await this.worked();
      const said = commandsIn(await this.device.poll());
      for (const { id, text } of said) {
        const code = this.memory.carryOut(text, undefined, undefined, this.kind === 'terminal' ? -1 : 0);
        this.note(`C:${id}:${text} -> ${code}`);
        if (/^DATA (?:UPDATE|DELETE) /.test(text)) await this.result(id, code);
        else await this.tell(id, text);
      }
      if (said.length > 0) continue;
      if (await this.check()) return;
      // Changes of other races may still be in progress.
      if (!(await this.isWorking())) quiet++;
      await this.due();
      await this.succeed('POST', `/devices/${this.sn}/sync`, {});
    }
    const { body } = await this.app.admin('GET', `/devices/${this.sn}`);
    throw new Error(`does not come to rest: ${JSON.stringify((body as { sync: unknown }).sync)}`);
  }

  /** @returns whether the API calls it in sync; if so, the device must hold exactly what it should */
  private async check(): Promise<boolean> {
    const { body } = await this.app.admin('GET', `/devices/${this.sn}`);
    const { inSync } = (body as { sync: { inSync: boolean } }).sync;
    if (inSync) expect(this.holds()).toEqual(this.wanted());
    return inSync;
  }

  private async isWorking(): Promise<boolean> {
    const { body } = await this.app.admin('GET', `/devices/${this.sn}`);
    return (body as { sync: { reason: string | null } }).sync.reason === 'what it should hold is being worked out';
  }

  private holds(): string[] {
    if (this.kind === 'terminal')
      return this.memory
        .rows('userinfo')
        .map((row) => `${row.get('pin')} card ${row.get('card')}`)
        .sort();
    const users = this.memory.rows('user').map((row) => `${row.get('pin')} card ${row.get('cardno')}`);
    const rights = this.memory
      .rows('userauthorize')
      .map((row) => `${row.get('pin')} zone ${row.get('authorizetimezoneid')} doors ${row.get('authorizedoorid')}`);
    return [...users, ...rights].sort();
  }

  private wanted(): string[] {
    const all: string[] = [];
    for (const [pin, { card, isDisabled, levels }] of this.persons) {
      if (isDisabled) continue;
      const held = [...levels].filter(({ doors }) => doors.length > 0);
      if (held.length === 0) continue;
      all.push(`${pin} card ${card}`);
      if (this.kind === 'terminal') continue;
      for (const zone of new Set(held.map((level) => level.zone))) {
        const doors = held.filter((level) => level.zone === zone).flatMap((level) => level.doors);
        const bits = doors.reduce((mask, door) => mask | (1 << door), 0);
        all.push(`${pin} zone ${zone} doors ${bits}`);
      }
    }
    return all.sort();
  }
}
