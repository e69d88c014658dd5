import { execute } from './execute.js';
import type { Opening } from './hardware.js';
import { readInstruction, type Numbered } from './instruction.js';
import { outcome, returns, type Outcome } from './outcome.js';
import type { CommandFate, Executed } from './panel-options.js';
import type { PanelParts } from './parts.js';
import type { SubDevice } from './sub-devices.js';
import type { Answer } from './transport.js';
import type { Upload } from './upload.js';

/** What the panel does about commands beside carrying them out. */
export interface RunnerHooks {
  readonly fateOf: (command: Numbered) => CommandFate;
  /** A code for a command by its first words in lower case, such as `enroll_bio`. */
  readonly refuses: (words: string) => number | undefined;
  readonly executed: (executed: Executed) => void;
  /** After the result: doors were pulsed, events happened, a restart is due. */
  readonly aftermath: (outcome: Outcome, opened: readonly Opening[]) => Promise<void>;
}

/** Carries out commands one by one and reports the result of each. */
export class CommandRunner {
  private readonly unanswered = new Map<string, { code: number; cmd: string }>();
  private held: string[] | null = null;

  constructor(
    private readonly parts: PanelParts,
    private readonly hooks: RunnerHooks,
  ) {}

  /** All commands of one answer to a poll. On some firmware their results are sent together. */
  async run(commands: readonly Numbered[]): Promise<Executed[]> {
    const together = this.parts.quirks.resultsTogether;
    this.held = together ? [] : null;
    const done: Executed[] = [];
    const afterwards: (() => Promise<void>)[] = [];
    for (const command of commands) {
      const { executed, behind } = await this.perform(command);
      done.push(executed);
      if (together) afterwards.push(behind);
      else await behind();
    }
    const held = this.held ?? [];
    this.held = null;
    if (held.length > 0) await this.post(held.join('\n'));
    for (const behind of afterwards) await behind();
    return done;
  }

  /** Reports a command late or once more: with its own result, or with a code that the caller chooses. */
  async answer(id: string, code?: number): Promise<Answer> {
    const kept = this.unanswered.get(id) ?? { code: 0, cmd: 'DATA UPDATE' };
    this.unanswered.delete(id);
    return this.post(this.line(id, code ?? kept.code, kept.cmd));
  }

  /** Carries out and reports; `behind` is what follows once the result is sent. */
  private async perform(command: Numbered): Promise<{ executed: Executed; behind: () => Promise<void> }> {
    const nothing = () => Promise.resolve();
    const fate = this.hooks.fateOf(command);
    if (fate === 'lost') return { executed: this.note({ ...command, code: null, answered: false }), behind: nothing };
    const words = wordsOf(command.text);
    const refusal = typeof fate === 'number' ? fate : this.hooks.refuses(words.toLowerCase());
    if (refusal !== undefined) {
      await this.report(this.line(command.id, refusal, words));
      return { executed: this.note({ ...command, code: refusal, answered: true }), behind: nothing };
    }
    const openedBefore = this.parts.doors.opened.length;
    const done = await this.carryOut(command, fate === 'answer');
    const openedAfter = this.parts.doors.opened.length;
    if (fate === 'silent') this.unanswered.set(command.id, done);
    const executed = this.note({ ...command, code: done.code, answered: fate === 'answer' });
    const behind = async (): Promise<void> => {
      await this.hooks.aftermath(done, this.parts.doors.opened.slice(openedBefore, openedAfter));
      for (const upload of done.after) await this.send(upload).catch(() => undefined);
    };
    return { executed, behind };
  }

  private async carryOut(command: Numbered, answers: boolean): Promise<Outcome> {
    const { sn } = command;
    const sub = sn === undefined || sn === this.parts.sn ? undefined : this.parts.subDevices.find(sn);
    if (sub !== undefined) return this.carryOutBehind(sub, command, answers);
    const done = await execute(this.parts, command.id, readInstruction(command.text));
    await this.conclude(command, done, { answers, pending: done.pending });
    return done;
  }

  /**
   * A command for a controller behind this one is acknowledged first, and answered in that controller's name (appendix
   * 15).
   */
  private async carryOutBehind(sub: SubDevice, command: Numbered, answers: boolean): Promise<Outcome> {
    const { sn } = this.parts;
    const mayRun = sub.isAuthorised === 2;
    const done = mayRun
      ? await execute({ ...this.parts, ...sub, sn }, command.id, readInstruction(command.text))
      : outcome(wordsOf(command.text), returns.notAuthorised);
    await this.conclude(command, done, { answers, pending: mayRun, sub: sub.sn });
    const events = done.events.map((event) => ({ ...event, more: { ...event.more, sn: sub.sn } }));
    return { ...done, events, restart: false, doorsTouched: false };
  }

  /** First the requested data, then the code for "in progress", then the result. */
  private async conclude(
    { id }: Numbered,
    { uploads, code, cmd }: Outcome,
    { answers, pending, sub }: { answers: boolean; pending: boolean; sub?: string },
  ): Promise<void> {
    for (const upload of uploads) await this.send(upload);
    if (!answers) return;
    if (pending) await this.report(this.line(id, returns.pending, cmd));
    await this.report(this.line(id, code, cmd, sub));
  }

  private note(executed: Executed): Executed {
    this.hooks.executed(executed);
    return executed;
  }

  private line(id: string, code: number, cmd: string, sub?: string): string {
    const line = `ID=${id}&${this.parts.quirks.returnWord}=${code}&CMD=${cmd}`;
    return sub === undefined ? line : `${line}&SN=${sub}`;
  }

  private async report(line: string): Promise<void> {
    if (this.held !== null) this.held.push(line);
    else await this.post(line);
  }

  private post(body: string): Promise<Answer> {
    return this.parts.transport.call('POST', `devicecmd?SN=${this.parts.sn}`, body);
  }

  private send({ call, query, body }: Upload): Promise<Answer> {
    const doubled = this.parts.quirks.doubledType && call === 'querydata';
    const asked = doubled ? query.replace(/^(type=\w+)/, '$1&$1') : query;
    return this.parts.transport.call('POST', `${call}?SN=${this.parts.sn}&${asked}`, body);
  }
}

/** `DATA UPDATE`, `CONTROL DEVICE`, `UPGRADE`: the name of a command that was not carried out, for its result. */
function wordsOf(text: string): string {
  const [first = '', second = ''] = text.split(/\s/, 2);
  return /^(?:DATA|CONTROL|SET|GET|TEST)$/i.test(first) && second !== '' ? `${first} ${second}` : first;
}
