import type { Verdict } from './access.js';
import { PanelClock } from './clock.js';
import { CommandRunner } from './command-runner.js';
import { authorisationUpload } from './commands/sub-devices.js';
import { rideTo } from './elevator.js';
import { Entrance, type Manner, type Passing } from './entrance.js';
import { EventUploads } from './event-uploads.js';
import { fateOfCommands, fateOfRequests } from './faults.js';
import type { FirmwareQuirks } from './firmware-quirks.js';
import { connect, type ConnectResult, type Session } from './handshake.js';
import { PanelDoors, type Opening } from './hardware.js';
import { cardsOf } from './holders.js';
import { auxiliaryInput, exitButton } from './inputs.js';
import { readAnswer } from './instruction.js';
import { PanelJournal, rtlogLine, type PanelEvent, type StoredEvent } from './journal.js';
import { cameraUpload, linkedTo } from './linkage.js';
import { PanelLoop, type Playable } from './loop.js';
import { PanelMemory } from './memory.js';
import { Openings } from './openings.js';
import type { Outcome } from './outcome.js';
import { enrolHere, optionsUpload, wiegandUpload, type Enrolment } from './own-uploads.js';
import { PollRefused, type Executed, type PanelNews, type PanelOptions } from './panel-options.js';
import type { PanelParts } from './parts.js';
import { Peripherals } from './peripherals.js';
import { madeAs } from './make.js';
import { randomFrom } from './random.js';
import { OutputSchedules } from './schedules.js';
import { PanelSettings, serverIn } from './settings.js';
import { SubDevices } from './sub-devices.js';
import { Transport, type Answer, type Exchange } from './transport.js';
import type { Upload } from './upload.js';

/**
 * One simulated access controller or terminal: it speaks Security PUSH with a server and decides at its doors by its
 * own tables.
 */
export class SimulatedPanel implements PanelParts, Playable {
  readonly sn: string;
  readonly settings: PanelSettings;
  readonly memory: PanelMemory;
  readonly doors: PanelDoors;
  readonly peripherals = new Peripherals();
  readonly journal = new PanelJournal();
  readonly clock: PanelClock;
  readonly transport: Transport;
  readonly quirks: FirmwareQuirks;
  readonly subDevices: SubDevices;
  readonly random: () => number;
  readonly session: Session = { registryCode: '', sessionId: '', config: {} };
  /** Commands in the order they came. */
  readonly executed: Executed[] = [];
  private readonly pushVersion: string;
  private readonly factory: Readonly<Record<string, string>>;
  private readonly entrance: Entrance;
  private readonly schedules = new OutputSchedules();
  private readonly runner: CommandRunner;
  private readonly openings = new Openings({
    isRunning: () => this.loop.isRunning,
    opened: ({ door, seconds }) => this.tell({ what: 'opened', door, seconds }),
    close: (door) => {
      this.doors.close(door);
      // An unsent state is replaced by the next one.
      this.sendState().catch(() => undefined);
    },
  });
  private readonly uploads = new EventUploads(this);
  private readonly loop: PanelLoop;

  constructor(private readonly options: PanelOptions) {
    const { faults = {}, subDevices = [] } = options;
    this.loop = new PanelLoop(this, options);
    const limits = { maxUsers: options.maxUsers ?? 50_000, refuse: options.refuse };
    const made = madeAs(options);
    this.sn = options.sn;
    this.quirks = made.quirks;
    this.pushVersion = made.pushVersion;
    this.factory = made.settings;
    this.settings = new PanelSettings(made.settings);
    this.memory = new PanelMemory(this.settings, limits);
    this.doors = new PanelDoors(made.doors, options.sensors, made.quirks.stateBytes);
    this.subDevices = new SubDevices(subDevices, made.profile, limits);
    this.clock = PanelClock.of(options);
    this.random = randomFrom(options.seed ?? Math.floor(Math.random() * 2 ** 32));
    this.transport = new Transport(options.url, {
      agent: options.agent,
      root: made.quirks.root,
      fateOf: fateOfRequests(faults, this.random),
      heard: options.heard,
    });
    this.entrance = new Entrance(this, options.ignoreUserDates ?? false);
    const fateOf = fateOfCommands(faults, this.random);
    this.runner = new CommandRunner(this, {
      fateOf: ({ id, text }) => this.options.onCommand?.(id, text) ?? fateOf(),
      refuses: (words) => this.options.refuseCommands?.(words),
      executed: (executed) => {
        this.executed.push(executed);
        this.tell({ what: 'command', id: executed.id, text: executed.text, code: executed.code });
      },
      aftermath: (outcome, opened) => this.aftermath(outcome, opened),
    });
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
    return cardsOf(this.memory, this.settings);
  }

  /** Puts rows into a table as if they had always been there; throws if the panel would refuse one. */
  load(table: string, rows: readonly Readonly<Record<string, string>>[]): void {
    this.memory.load(table, rows);
  }

  /** First contact, registry and push. Rejects when the server cannot be reached. */
  async connect(): Promise<ConnectResult> {
    const { sn, pushVersion, quirks } = this;
    const own = { sn, pushVersion, quirks, asksEncryption: this.options.asksEncryption ?? false };
    const result = await connect(this.transport, this.settings, own, this.session);
    this.tell(result === 'refused' ? { what: result, status: this.session.refusedBy ?? 0 } : { what: result });
    return result;
  }

  /** What a panel reports about itself once it is registered: parameters, counters, the controllers behind it. */
  async introduce(): Promise<void> {
    if (this.quirks.uploadsOptions) await this.send(optionsUpload(this));
    if (this.quirks.isGate) await this.upload('irstate', this.peripherals.gateBody());
    if (this.subDevices.count > 0) await this.send(authorisationUpload(this));
  }

  /**
   * Power off and on: registers again; tables and unsent events stay. From now on it uses a new address of the server.
   */
  async reboot(): Promise<ConnectResult> {
    this.tell({ what: 'restarting' });
    const moved = serverIn(this.settings);
    if (moved !== null) this.transport.moveTo(moved);
    const result = await this.connect();
    if (result === 'registered') await this.introduce();
    return result;
  }

  /** Factory reset: tables, options and event memory as at delivery, event numbers from 1. */
  reset(): void {
    this.memory.clear();
    this.journal.clear();
    this.entrance.clear();
    this.peripherals.clear();
    this.settings.restore(this.factory);
  }

  /** Polls once, carries out the commands and reports each; returns what it did. A status other than 200 rejects. */
  async poll(): Promise<Executed[]> {
    const answer = await this.transport.call('GET', `${this.quirks.pollCall}?SN=${this.sn}`);
    if (answer.status !== 200) throw new PollRefused(answer.status);
    const commands = readAnswer(answer.body);
    return this.runner.run(this.quirks.firstCommandOnly ? commands.slice(0, 1) : commands);
  }

  /** Reports a command late or once more: with its own result, or with a code that the caller chooses. */
  answer(id: string, code?: number): Promise<Answer> {
    return this.runner.answer(id, code);
  }

  /** Holds a card to a reader: decides by the tables, pulses the lock, and sends the event. @param card decimal */
  async badge(card: string, door: number, when?: string, manner: Manner = {}): Promise<Verdict> {
    const wall = when ?? this.clock.wall();
    if (this.peripherals.wiegandTest) await this.send(wiegandUpload(card, this.sn)).catch(() => null);
    const passing = await this.entrance.pass(card, door, wall, manner);
    if (passing.opening !== null) this.pulse({ ...passing.opening, at: wall });
    await this.tellPassing(passing);
    return passing.verdict;
  }

  /** In the cabin of an elevator: a card, then the button of a floor; the floors in the tables decide. */
  async ride(card: string, floor: number, when?: string): Promise<Verdict> {
    const time = when ?? this.clock.wall();
    const { verdict, event } = rideTo(this, card, floor, time);
    await this.sendEvent({ ...event, time });
    return verdict;
  }

  /** Presses the exit button of a door, or closes an auxiliary input; linkages follow. */
  async pressInput(kind: 'exit' | 'auxiliary', number: number, when?: string): Promise<PanelEvent> {
    const wall = when ?? this.clock.wall();
    const { event, opening } = (kind === 'exit' ? exitButton : auxiliaryInput)(this, number, wall);
    if (opening !== null) this.pulse({ ...opening, at: wall });
    await this.sendEvent({ ...event, time: wall });
    return event;
  }

  /** Switches outputs that follow a time zone, at the beginning and end of its periods. */
  async followSchedules(when?: string): Promise<void> {
    const wall = when ?? this.clock.wall();
    const events = this.schedules.follow(this, wall);
    for (const event of events) await this.sendEvent({ ...event, time: wall });
    if (events.length > 0) await this.sendState();
  }

  /** Enrols a person at the device itself; the device sends what it learns. */
  async enrol(what: Enrolment, pin: string, no = 0): Promise<number> {
    const uploads = enrolHere(this, what, pin, no);
    for (const upload of uploads) await this.send(upload);
    return uploads.length;
  }

  /** Stores an event and tries to upload all unsent ones; false while it is not acknowledged. */
  async sendEvent(event: PanelEvent): Promise<boolean> {
    const stored = this.journal.record(event, this.clock.wall());
    this.tell({ what: 'event', line: rtlogLine(stored) });
    await this.followLinkages(stored);
    // Realtime=0 leaves uploads to their times (Access PUSH 7.1).
    return this.session.config.realtime === '0' ? false : this.flush();
  }

  /** Uploads unsent events, oldest first, until none is left or the server does not acknowledge. */
  flush(): Promise<boolean> {
    return this.uploads.flush();
  }

  /** The present states of the doors (`table=rtstate`). */
  sendState(): Promise<Answer> {
    const door = this.quirks.stateNamesDoor ? '\tdoor=01' : '';
    return this.upload('rtstate', `${this.doors.stateBody(this.clock.wall())}${door}`);
  }

  /** Any upload to `cdata`; `query` follows `table=`. */
  upload(table: string, body: string, query = ''): Promise<Answer> {
    const more = query === '' ? '' : `&${query}`;
    return this.transport.call('POST', `cdata?SN=${this.sn}&table=${table}${more}`, body);
  }

  send({ call, query, body }: Upload): Promise<Answer> {
    return this.transport.call('POST', `${call}?SN=${this.sn}&${query}`, body);
  }

  /** Asks the server for the time and sets the clock by it (Access PUSH 9.5.1). */
  async fetchTime(): Promise<void> {
    const { body } = await this.transport.call('GET', `rtdata?SN=${this.sn}&type=time`);
    this.clock.setByServer(body);
  }

  /** Runs the panel until `stop`: it connects, polls, and does not give up while the server is away or refuses it. */
  run(): Promise<void> {
    return this.loop.run();
  }

  /** Ends `run` after the request under way, and closes the sockets. */
  async stop(): Promise<void> {
    this.loop.abort();
    this.openings.stop();
    await this.loop.ended();
    this.transport.close();
  }

  /** Passes news to whoever watches the panel. */
  tell(news: PanelNews): void {
    this.options.tell?.(news);
  }

  private async tellPassing({ event, uploads, tips }: Passing): Promise<void> {
    if (tips !== '') this.tell({ what: 'tips', text: tips });
    await this.sendEvent(event);
    for (const upload of uploads) await this.send(upload).catch(() => null);
  }

  private async followLinkages(stored: StoredEvent): Promise<void> {
    const before = this.opened.length;
    const { events, cameras } = linkedTo(this, stored);
    this.opened.slice(before).forEach((opening) => this.openings.follow(opening));
    for (const event of events) this.journal.record(event, this.clock.wall());
    for (const row of cameras) await this.send(cameraUpload(row, stored)).catch(() => null);
  }

  private async aftermath({ events, doorsTouched, restart }: Outcome, opened: readonly Opening[]): Promise<void> {
    opened.forEach((opening) => this.openings.follow(opening));
    for (const event of events) await this.sendEvent(event);
    if (doorsTouched && !restart) await this.sendState();
    if (restart) await this.reboot();
  }

  /** A door is opened, and the opening is reported. */
  pulse(opening: Opening): void {
    this.doors.open(opening.door, opening.seconds, opening.at);
    this.openings.follow(opening);
  }
}
