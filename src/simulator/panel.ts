import { cardNumber, decide, eventOfVerdict, type Verdict } from './access.js';
import { PanelClock } from './clock.js';
import { fateOfCommands, fateOfRequests } from './faults.js';
import { execute, type Outcome, type PanelParts } from './execute.js';
import { connect, type ConnectResult, type Session } from './handshake.js';
import { PanelDoors, type Opening } from './hardware.js';
import { habitsFrom, type Habits } from './habits.js';
import { readAnswer, readInstruction, type Numbered } from './instruction.js';
import { PanelJournal, rtlogLine, type PanelEvent } from './journal.js';
import { play } from './loop.js';
import { PanelMemory } from './memory.js';
import { PollRefused, type CommandFate, type Executed, type PanelNews, type PanelOptions } from './panel-options.js';
import { profileOf } from './profile.js';
import { randomFrom } from './random.js';
import { PanelSettings } from './settings.js';
import { Transport, type Answer, type Exchange } from './transport.js';

/** One access controller or terminal in software: speaks Security PUSH to a server and decides at its doors by its own tables. */
export class SimulatedPanel {
  readonly sn: string;
  readonly settings: PanelSettings;
  readonly memory: PanelMemory;
  readonly doors: PanelDoors;
  readonly journal = new PanelJournal();
  readonly clock: PanelClock;
  readonly transport: Transport;
  readonly habits: Habits;
  readonly session: Session = { registryCode: '', sessionId: '', config: {} };
  /** Commands in the order they came. */
  readonly executed: Executed[] = [];
  private readonly pushVersion: string;
  private readonly fateOfCommand: () => CommandFate;
  private readonly unanswered = new Map<string, { code: number; cmd: string }>();
  private readonly parts: PanelParts;
  private readonly releases = new Set<NodeJS.Timeout>();
  private flushing: Promise<unknown> = Promise.resolve();
  private stopping: AbortController | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly options: PanelOptions) {
    const profile = profileOf(options.profile ?? 'controller', options.doors, options.readers);
    this.sn = options.sn;
    this.habits = habitsFrom(profile.habits, options);
    this.pushVersion = options.pushVersion ?? profile.pushVersion;
    this.settings = new PanelSettings(profile.options, options.options ?? {});
    this.memory = new PanelMemory(this.settings, { maxUsers: options.maxUsers ?? 50_000, refuse: options.refuse });
    this.doors = new PanelDoors(profile.doors, options.sensors ?? true, this.habits.stateBytes);
    this.clock = new PanelClock(options.zone ?? 'UTC');
    const random = randomFrom(options.seed ?? Math.floor(Math.random() * 2 ** 32));
    this.fateOfCommand = fateOfCommands(options.faults ?? {}, random);
    this.transport = new Transport(options.url, {
      agent: options.agent,
      root: this.habits.root,
      fateOf: fateOfRequests(options.faults ?? {}, random),
    });
    const { settings, memory, journal, clock } = this;
    this.parts = { settings, memory, doors: this.doors, journal, clock, rowsPerPackage: this.habits.rowsPerPackage };
  }

  /** Every lock pulse since the panel was made. */
  get opened(): readonly Opening[] {
    return this.doors.opened;
  }

  /** Requests and answers, oldest first. */
  get log(): readonly Exchange[] {
    return this.transport.log;
  }

  /** Rows of a table by its wire name, field names in lower case. */
  rows(table: string): Record<string, string>[] {
    return this.memory.rows(table).map((row) => Object.fromEntries(row));
  }

  /** The cards that this panel looks up, in decimal. */
  cards(): { pin: string; card: string }[] {
    const [table, radix] = this.settings.multiCard ? (['mulcarduser', 16] as const) : (['user', 10] as const);
    return this.memory.rows(table).flatMap((row) => {
      const card = cardNumber(row.get('cardno') ?? '', radix);
      return card === 0n ? [] : [{ pin: row.get('pin') ?? '', card: card.toString() }];
    });
  }

  /** Puts rows into a table as if they had always been there; throws on what the panel would refuse. */
  load(table: string, rows: readonly Readonly<Record<string, string>>[]): void {
    const code = this.memory.update(
      table,
      rows.map((row) => new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]))),
    );
    if (code !== 0) throw new Error(`the panel refuses these rows of ${table}: ${code}`);
  }

  /** First contact, registry and push. Rejects when the server cannot be reached. */
  async connect(): Promise<ConnectResult> {
    const result = await connect(
      this.transport,
      this.settings,
      {
        sn: this.sn,
        pushVersion: this.pushVersion,
        habits: this.habits,
        asksEncryption: this.options.asksEncryption ?? false,
      },
      this.session,
    );
    this.tell({ what: result });
    return result;
  }

  /** Power off and on: registers again; tables and unsent events stay. */
  reboot(): Promise<ConnectResult> {
    this.tell({ what: 'restarting' });
    return this.connect();
  }

  /** Works reset: tables and event memory empty, event numbers from 1. */
  reset(): void {
    this.memory.clear();
    this.journal.clear();
  }

  /** Asks once for commands, carries them out and reports each; answers what it did. A status other than 200 rejects. */
  async poll(): Promise<Executed[]> {
    const answer = await this.transport.call('GET', `${this.habits.pollCall}?SN=${this.sn}`);
    if (answer.status !== 200) throw new PollRefused(answer.status);
    const commands = readAnswer(answer.body);
    const done: Executed[] = [];
    for (const command of this.habits.firstCommandOnly ? commands.slice(0, 1) : commands) {
      done.push(await this.perform(command));
    }
    return done;
  }

  /** Reports a command late or once more: its own outcome, or a code of the caller's. */
  async answer(id: string, code?: number): Promise<Answer> {
    const kept = this.unanswered.get(id) ?? { code: 0, cmd: 'DATA UPDATE' };
    this.unanswered.delete(id);
    return this.report(id, code ?? kept.code, kept.cmd);
  }

  /** Holds a card before a reader: decides by the tables, pulses the lock, and sends the event. @param card decimal */
  async badge(card: string, door: number, when?: string): Promise<Verdict> {
    const wall = when ?? this.clock.wall();
    const { memory, settings } = this;
    const isLocked = (number: number) => this.doors.isLocked(number);
    const ignoreUserDates = this.options.ignoreUserDates ?? false;
    const { verdict, pin } = decide({ memory, settings, isLocked, ignoreUserDates }, card, door, wall);
    if (verdict === 'opens') this.pulse({ door, seconds: settings.number(`Door${door}Drivertime`) || 5, at: wall });
    const cardNo = settings.multiCard ? BigInt(card).toString(16).padStart(8, '0') : card;
    await this.sendEvent({
      event: eventOfVerdict[verdict],
      door,
      pin: pin === '' ? '0' : pin,
      cardNo,
      inOut: 0,
      verifyType: 4,
      time: wall,
    });
    return verdict;
  }

  /** Stores an event and tries to upload all unsent ones; false while it is not acknowledged. */
  async sendEvent(event: PanelEvent): Promise<boolean> {
    const stored = this.journal.record(event, this.clock.wall());
    this.tell({ what: 'event', line: rtlogLine(stored) });
    return this.flush();
  }

  /** Uploads unsent events, oldest first, until none is left or the server does not acknowledge. */
  flush(): Promise<boolean> {
    const flushed = this.flushing.then(() => this.uploadPending());
    this.flushing = flushed;
    return flushed;
  }

  /** The doors as they are now (`table=rtstate`). */
  sendState(): Promise<Answer> {
    return this.upload('rtstate', this.doors.stateBody(this.clock.wall()));
  }

  /** Any upload to `cdata`; `query` goes behind `table=`. */
  upload(table: string, body: string, query = ''): Promise<Answer> {
    const more = query === '' ? '' : `&${query}`;
    return this.transport.call('POST', `cdata?SN=${this.sn}&table=${table}${more}`, body);
  }

  ping(): Promise<Answer> {
    return this.transport.call('GET', `ping?SN=${this.sn}`);
  }

  /** Asks the server for the time and sets the clock by it (Access PUSH 9.5.1). */
  async fetchTime(): Promise<void> {
    const { body } = await this.transport.call('GET', `rtdata?SN=${this.sn}&type=time`);
    const time = /DateTime=(\d+),ServerTZ=([+-]\d{4})/.exec(body);
    if (time !== null) this.clock.setGreenwich(Number(time[1]), time[2] ?? '+0000');
  }

  /** Plays the panel until `stop`: connects, polls, and does not give up while the server is away or refuses it. */
  run(): Promise<void> {
    this.stopping ??= new AbortController();
    const { pollSeconds, retrySeconds = 5 } = this.options;
    this.running ??= play(this, { pollSeconds, retrySeconds }, this.stopping.signal);
    return this.running;
  }

  /** Ends `run` after the request under way, and lets the sockets go. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    for (const timer of this.releases) clearTimeout(timer);
    await this.running;
    this.running = null;
    this.stopping = null;
    this.transport.close();
  }

  /** Hands news to whoever watches the panel. */
  tell(news: PanelNews): void {
    this.options.tell?.(news);
  }

  private async perform(command: Numbered): Promise<Executed> {
    const fate = this.options.onCommand?.(command.id, command.text) ?? this.fateOfCommand();
    const order = readInstruction(command.text);
    if (fate === 'lost') return this.executedAs({ ...command, code: null, answered: false });
    if (typeof fate === 'number') {
      const cmd = command.text.split(/\s/, 2).join(' ');
      await this.report(command.id, fate, cmd);
      return this.executedAs({ ...command, code: fate, answered: true });
    }
    const already = this.doors.opened.length;
    const outcome = execute(this.parts, command.id, order);
    for (const { query, body } of outcome.uploads) {
      await this.transport.call('POST', `querydata?SN=${this.sn}&${query}`, body);
    }
    if (fate === 'silent') this.unanswered.set(command.id, outcome);
    else await this.report(command.id, outcome.code, outcome.cmd);
    const executed = this.executedAs({ ...command, code: outcome.code, answered: fate === 'answer' });
    this.opened.slice(already).forEach((opening) => this.afterOpening(opening));
    await this.aftermath(outcome);
    return executed;
  }

  private executedAs(executed: Executed): Executed {
    this.executed.push(executed);
    this.tell({ what: 'command', id: executed.id, text: executed.text, code: executed.code });
    return executed;
  }

  private report(id: string, code: number, cmd: string): Promise<Answer> {
    return this.transport.call('POST', `devicecmd?SN=${this.sn}`, `ID=${id}&Return=${code}&CMD=${cmd}`);
  }

  private async aftermath({ events, doorsTouched, restart }: Outcome): Promise<void> {
    for (const event of events) await this.sendEvent(event);
    if (doorsTouched && !restart) await this.sendState();
    if (restart) await this.reboot();
  }

  private pulse(opening: Opening): void {
    this.doors.open(opening.door, opening.seconds, opening.at);
    this.afterOpening(opening);
  }

  /** While the panel plays by itself the lock falls back after its time; a test closes it by hand. */
  private afterOpening({ door, seconds }: Opening): void {
    this.tell({ what: 'opened', door, seconds });
    if (seconds === 'hold' || this.stopping === null) return;
    const timer = setTimeout(() => {
      this.releases.delete(timer);
      this.doors.close(door);
      // An unsent state is replaced by the next one.
      this.sendState().catch(() => undefined);
    }, seconds * 1000);
    this.releases.add(timer.unref());
  }

  private async uploadPending(): Promise<boolean> {
    for (;;) {
      const events = this.journal.next(this.habits.eventsPerUpload);
      if (events.length === 0) return true;
      const answer = await this.upload('rtlog', events.map(rtlogLine).join('\n')).catch(() => null);
      if (answer?.status !== 200 || !answer.body.startsWith('OK')) return false;
      this.journal.acknowledge(events);
    }
  }
}
