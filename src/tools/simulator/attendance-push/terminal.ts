import { setTimeout as sleep } from 'node:timers/promises';
import { wallClock } from '../../../protocol/access-push/time.js';
import { Transport, type Answer } from '../transport.js';
import { commandsIn, execute } from './commands.js';
import type { CommandContext } from './command-context.js';
import { AttMemory } from './memory.js';
import { Outbox, type Outgoing, type UploadTable } from './outbox.js';
import type { AttProfile } from './profile.js';
import { InjectedFaults } from './faults.js';
import { play, type Playable } from './loop.js';
import type { Outcome } from './outcome.js';
import { getRaw } from './raw-line.js';
import { bodiesOf, resultOf, type ResultBody } from './results.js';
import { TerminalSettings } from './settings.js';
import type { AttNews, AttOptions } from './terminal-options.js';
import { transfersOf } from './transfers.js';
import { punchLine, rowLine, stampOf, uploadBody, userLine, type SimulatedPunch } from './lines.js';

/** Pauses before a request is tried again, ms (Attendance PUSH 2.3). */
const pauses = [300, 600, 900];
const stampNames: readonly (readonly [UploadTable, readonly string[]])[] = [
  ['ATTLOG', ['ATTLOGStamp', 'Stamp']],
  ['OPERLOG', ['OPERLOGStamp', 'OpStamp']],
  ['BIODATA', ['BIODATAStamp', 'OPERLOGStamp']],
  ['ATTPHOTO', ['ATTPHOTOStamp', 'PhotoStamp']],
];

/** A simulated terminal (Attendance PUSH 19): its memory, its uploads, and its commands. */
export class AttTerminal implements CommandContext, Playable {
  readonly memory = new AttMemory();
  readonly outbox = new Outbox();
  readonly profile: AttProfile;
  readonly sn: string;
  /** The server's options, as the server sent them. */
  config: ReadonlyMap<string, string> = new Map();
  /** The command that is running, and its number. */
  lastWords = '';
  private lastId = '';
  /** How often the relay was switched. */
  openings = 0;
  private readonly transport: Transport;
  readonly settings: TerminalSettings;
  private batch: number;
  private counted = '';
  readonly tell: (news: AttNews) => void;
  readonly faults: InjectedFaults;
  /** Results that are sent after the next first contact. */
  private late: string[] = [];
  private readonly leaving = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: AttOptions) {
    const { url, sn, profile, agent, fateOf, heard } = options;
    this.profile = profile;
    this.sn = sn;
    this.tell = options.tell ?? (() => undefined);
    this.batch = profile.batch;
    this.faults = new InjectedFaults(options.faults);
    this.settings = new TerminalSettings(profile, () => this.memory.rows('USERINFO').length);
    this.transport = new Transport(url, {
      ...(agent ? { agent } : {}),
      ...(fateOf ? { fateOf } : {}),
      ...(heard ? { heard } : {}),
    });
  }

  /** First contact, and the options if the firmware sends them (Attendance PUSH 19.2). */
  async contact(): Promise<'accepted' | 'refused'> {
    const { pushVersion, deviceType, language } = this.profile;
    const said = [
      'options=all',
      ...(pushVersion === null ? [] : [`language=${language}`, `pushver=${pushVersion}`, 'PushOptionsFlag=1']),
      ...(deviceType === null ? [] : [`DeviceType=${deviceType}`]),
    ];
    const answer = await this.call('GET', 'cdata', said.join('&'));
    if (answer.status !== 200 || /^(?:UN|RETRY)/i.test(answer.body)) {
      this.tell({ what: 'refused', status: answer.status });
      return 'refused';
    }
    if (answer.body.startsWith('GET OPTION FROM')) this.apply(answer.body);
    this.counted = '';
    if (this.profile.options !== null && this.config.get('PushOptionsFlag') === '1') {
      await this.call('POST', 'cdata', 'table=options', this.settings.upload());
    }
    for (const { table, body } of this.faults.strays) {
      await this.call('POST', 'cdata', `table=${table}&Stamp=9999`, body);
    }
    for (const body of this.late.splice(0)) await this.call('POST', 'devicecmd', '', body);
    this.tell({ what: 'contact' });
    return 'accepted';
  }

  /** A person punches. */
  punch(punch: SimulatedPunch): void {
    const at = punch.at ?? this.clock();
    const content = punchLine({ ...punch, at }, this.profile, this.outbox.of('ATTLOG').length + 1);
    this.outbox.add({ table: 'ATTLOG', transfer: 'AttLog', content, at });
    if (punch.photo) {
      const body = uploadBody(this.sn, punch.pin, at, punch.photo);
      this.outbox.add({ table: 'ATTPHOTO', transfer: 'AttPhoto', content: body, at });
    }
  }

  /** A person is made a user at its menu, with templates of the given rows (Attendance PUSH 19.3). */
  enrol(
    user: Readonly<Record<string, string>>,
    templates: readonly (readonly [string, Readonly<Record<string, string>>])[] = [],
  ): void {
    const row = new Map(Object.entries(user).map(([name, value]) => [name.toLowerCase(), value]));
    this.memory.put('USERINFO', row);
    const at = this.clock();
    this.outbox.add({ table: 'OPERLOG', transfer: 'EnrollUser', content: userLine(row), at });
    for (const [table, columns] of templates) {
      const template = new Map(Object.entries(columns).map(([name, value]) => [name.toLowerCase(), value]));
      this.memory.put(table, template);
      this.outbox.add({
        table: table === 'BIODATA' ? 'BIODATA' : 'OPERLOG',
        transfer: table === 'BIOPHOTO' ? 'BioPhoto' : table === 'FACE' ? 'FACE' : 'EnrollFP',
        content: rowLine(table, columns),
        at,
      });
    }
    this.operation(30, user.PIN ?? '');
  }

  /** A user is deleted at its menu. */
  dismiss(pin: string): void {
    this.memory.remove('USERINFO', new Map([['pin', pin]]));
    this.operation(this.profile.deletion, pin);
  }

  operation(code: number, object = '0'): void {
    const at = this.clock();
    const content = `OPLOG ${code}\t0\t${at}\t${object}\t0\t0\t0`;
    this.outbox.add({ table: 'OPERLOG', transfer: 'OpLog', content, at });
  }

  /** Sends waiting rows, oldest first; rows that are not acknowledged stay. @returns how many rows were sent */
  async flush(): Promise<number> {
    let gone = 0;
    for (;;) {
      const rows = this.outbox.next(transfersOf(this.config.get('TransFlag')), this.batch);
      const [first] = rows;
      if (!first) return gone;
      if (!(await this.upload(rows, first.table))) return gone;
      gone += rows.length;
    }
  }

  /** Asks for commands, and runs them. @returns how many there were, or the status of a refusal */
  async poll(): Promise<number | { readonly refused: number }> {
    const counters = this.counters();
    const answer = await this.ask(counters === this.counted ? null : counters);
    if (answer.status !== 200) return { refused: answer.status };
    this.counted = counters;
    return this.work(commandsIn(answer.body));
  }

  /** Runs until `stop`. Never rejects. */
  run(): Promise<void> {
    this.running = play(this, this.options.pollSeconds, this.leaving.signal);
    return this.running;
  }

  async stop(): Promise<void> {
    this.leaving.abort();
    await this.running;
    this.transport.close();
  }

  opened(): void {
    this.openings += 1;
    this.tell({ what: 'opened' });
  }

  clear(): Outcome {
    const what = this.lastWords.split(' ')[1]?.toUpperCase() ?? '';
    if (what === 'LOG' || what === 'DATA') this.outbox.clear('ATTLOG');
    if (what === 'PHOTO' || what === 'DATA') this.outbox.clear('ATTPHOTO');
    if (what === 'DATA') this.memory.clear();
    if (what === 'BIODATA') this.memory.clear('BIODATA');
    return { code: 0, word: `CLEAR_${what}` };
  }

  /** Rows that answer the command that is running (Attendance PUSH 10.3). */
  async tellRows(table: UploadTable, rows: readonly string[]): Promise<void> {
    for (let at = 0; at < rows.length; at += this.batch) {
      const some = rows.slice(at, at + this.batch);
      await this.call('POST', 'cdata', `table=${table}&Stamp=9999&CmdId=${this.lastId}`, `${some.join('\n')}\n`);
    }
  }

  clock(): string {
    return wallClock(new Date(Date.now() + this.faults.driftMs), this.options.zone ?? 'UTC');
  }

  /** Fetches a file from the server, for PutFile and UPGRADE. @returns its bytes, or null if it cannot be fetched */
  async fetch(url: string): Promise<Buffer | null> {
    const path = /^https?:/i.test(url) ? url : `/iclock/${url.replace(/^\/+(?:iclock\/)?/, '')}`;
    const answer = await this.transport.request('GET', path).catch(() => null);
    return answer?.status === 200 ? answer.bytes : null;
  }

  /** A poll, with the counters if they have changed. */
  private ask(counters: string | null): Promise<Answer> {
    if (counters !== null && this.faults.does('rawBlanks')) {
      return getRaw(this.options.url, `/iclock/getrequest${this.profile.suffix}?SN=${this.sn}&INFO=${counters}`);
    }
    return this.call('GET', 'getrequest', counters === null ? '' : `INFO=${encodeURIComponent(counters)}`);
  }

  private counters(): string {
    const fingers = this.memory.rows('FINGERTMP').length;
    const faces = this.memory.rows('BIODATA').length;
    const version = this.profile.options?.FWVersion ?? 'Ver 6.60 Apr 1 2012';
    const counts = [this.memory.rows('USERINFO').length, fingers, this.outbox.of('ATTLOG').length];
    const own = [...counts, '127.0.0.1', this.profile.fingerVersion];
    // The number of records alone is no news.
    return [version, ...own, ...(this.profile.options === null ? [] : [58, 12, faces, '11111'])].join(',');
  }

  private apply(block: string): void {
    const lines = block.split(/\r?\n/).slice(1);
    this.config = new Map(
      lines.flatMap((line) =>
        line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [],
      ),
    );
    for (const [table, names] of stampNames) {
      const stamp = names.map((name) => this.config.get(name)).find((value) => value !== undefined);
      if (stamp === '0') this.outbox.again(table);
    }
  }

  private bodyOf(rows: readonly Outgoing[]): Buffer {
    const [first] = rows;
    if (first && typeof first.content !== 'string') return this.faults.picture(first.content);
    return this.faults.body(rows.map(({ content }) => String(content)));
  }

  private async upload(rows: readonly Outgoing[], table: UploadTable): Promise<boolean> {
    const body = this.bodyOf(rows);
    const call = table === 'ATTPHOTO' ? 'fdata' : 'cdata';
    const send = () => this.call('POST', call, `table=${table}&Stamp=${stampOf(rows, this.profile)}`, body);
    const answer = await send();
    if (this.faults.does('repeatUploads')) await send();
    const told = /^OK:\s*(\d+)/.exec(answer.body)?.[1];
    const isShort = this.profile.acknowledged === 'count' && told !== undefined && Number(told) < rows.length;
    if (answer.status !== 200 || isShort) {
      this.batch = Math.max(30, this.batch - 30);
      return false;
    }
    this.batch = Math.min(150, this.batch + 10);
    for (const row of rows) row.sent = true;
    return true;
  }

  private async work(commands: readonly { id: string; text: string }[]): Promise<number> {
    const results: ResultBody[] = [];
    let then: Outcome['then'];
    for (const { id, text } of commands) {
      this.lastId = id;
      const outcome = await execute(this, text);
      then = outcome.then ?? then;
      this.tell({ what: 'command', id, text, code: outcome.code });
      results.push(resultOf(this.sn, id, outcome, this.faults));
    }
    const bodies = bodiesOf(results, this.profile, this.faults);
    if (this.faults.does('lateResults')) this.late.push(...bodies);
    else for (const body of bodies) await this.call('POST', 'devicecmd', '', body);
    if (then !== undefined) await this.contact();
    return commands.length;
  }

  /** Tries three more times before it treats the server as away. */
  private async call(method: 'GET' | 'POST', name: string, query: string, body: string | Buffer = ''): Promise<Answer> {
    const path = `${name}${this.profile.suffix}?SN=${this.sn}${query === '' ? '' : `&${query}`}`;
    for (const pause of pauses) {
      try {
        return await this.transport.call(method, path, body);
      } catch (error) {
        if (this.leaving.signal.aborted) throw error;
        await sleep(pause, undefined, { signal: this.leaving.signal }).catch(() => undefined);
      }
    }
    return this.transport.call(method, path, body);
  }
}
