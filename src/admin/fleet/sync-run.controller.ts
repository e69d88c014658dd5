import { Body, Param } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import type { Order } from '../../core/command/order.js';
import { DeviceService } from '../../modules/device/device.service.js';
import type { Device } from '../../modules/device/device.entity.js';
import { requireOnline } from '../../modules/device/require-online.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import { Failure } from '../../platform/errors.js';
import { DeviceCache } from '../../devices/push/device-cache.js';
import { fetchOrders, type Fetched } from '../../sync/setup/fetch-orders.js';
import { ResendService } from '../../sync/ledger/resend.service.js';
import { bioRowOf } from '../../protocol/access-push/bio-fit.js';
import { CommandView, toCommandView } from '../device/command.dto.js';
import { Action, AdminResource, Create } from '../common/admin.js';
import { invalidField, namingFields } from '../common/invalid.js';
import { adminOrigin } from '../device/raw-data.service.js';
import { kindsOf, SyncRunBody, SyncRunView, TemplateQuestionBody, type SyncKind } from './fleet.dto.js';
import { standingOf } from '../../modules/device/device-reports.js';

/** The kinds of data about people that a device is asked for. */
const asked: Readonly<Record<SyncKind, readonly Fetched[]>> = {
  all: ['users', 'templates', 'photos'],
  users: ['users'],
  fingerprints: ['users', 'templates'],
  faces: ['users', 'templates', 'photos'],
  templates: ['users', 'templates'],
  photos: ['photos'],
};

/** Sends people's data to devices again: from what is stored here, or from one device to the others. */
@AdminResource('sync')
export class SyncRunController {
  constructor(
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly resends: ResendService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Action('', 'Give people to devices once more: from here, or first from one of them', { of: SyncRunView })
  run(@Body() body: SyncRunBody, @CurrentCaller() caller: Caller): Promise<SyncRunView> {
    const { what = 'all', from, to, pins } = body;
    if (pins?.length === 0) throw invalidField('pins', 'is empty: leave it out for everybody', 'missing');
    return this.audited.run(caller, async (tx) => {
      const questions =
        from === undefined ? [] : await namingFields({ deviceNotFound: 'from' }, this.ask(tx, from, what));
      const devices: SyncRunView['devices'] = [];
      for (const { sn, online } of await this.targets(tx, to, from)) {
        devices.push({ sn, online, rows: await this.resends.resend(tx, sn, { kinds: kindsOf(what), pins }) });
      }
      return { what, questions: questions.map(toCommandView), devices };
    });
  }

  private async targets(tx: EntityManager, to: readonly string[] | undefined, from: string | undefined) {
    const rows = await standingOf(tx, to);
    const missing = to?.find((sn) => !rows.some((row) => row.sn === sn));
    if (missing !== undefined) throw invalidField('to', `names no device: "${missing}"`);
    const refused = to === undefined ? undefined : rows.find(({ status }) => status !== 'approved');
    if (refused) throw new Failure('conflict', `device ${refused.sn} is ${refused.status}`);
    return rows.filter(({ sn, status }) => status === 'approved' && sn !== from);
  }

  private async ask(tx: EntityManager, sn: string, what: SyncKind): Promise<Command[]> {
    const device = await this.devices.get(tx, sn);
    requireOnline(device);
    const found: Command[] = [];
    for (const order of asked[what].flatMap((kind) => fetchOrders(kind, device.options))) {
      found.push(await this.commands.get(tx, await this.commands.run(tx, sn, order, commandOf(device))));
    }
    return found;
  }
}

const commandOf = (device: Device) => ({ origin: adminOrigin, pollSeconds: requestDelayOf(device) });

/** Asks one device for the templates and photos that it holds of one person. */
@AdminResource('devices/:sn')
export class TemplateQuestionController {
  constructor(
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly deviceCache: DeviceCache,
    private readonly audited: AuditedTransaction,
  ) {}

  @Create(
    'template-questions',
    'Ask the device for templates of a person; they are stored like templates that it sends unasked',
    {
      of: CommandView,
    },
  )
  async ask(
    @Param('sn') sn: string,
    @Body() { pin, bioType, no }: TemplateQuestionBody,
    @CurrentCaller() caller: Caller,
  ): Promise<CommandView> {
    const bio = (await this.deviceCache.get(sn))?.bio;
    const command = await this.audited.run(caller, async (tx) => {
      const device = await this.devices.get(tx, sn);
      requireOnline(device);
      if (bio?.versions[bioType] === null) {
        throw new Failure('deviceUnsupported', `device ${sn} holds no templates of type ${bioType}`);
      }
      const order = questionOf(pin, bioType, no, bio?.oldFingers ?? false);
      return this.commands.get(tx, await this.commands.run(tx, sn, order, commandOf(device)));
    });
    return toCommandView(command);
  }
}

function questionOf(pin: string, bioType: number, no: number | undefined, oldFingers: boolean): Order {
  const { table } = bioRowOf(pin, { kind: 'template', bioType, no: no ?? 0, index: 0 }, { oldFingers });
  const conditions =
    table === 'biodata'
      ? [`Type=${bioType}`, `Pin=${pin}`, ...(no === undefined ? [] : [`No=${no}`])]
      : [`Pin=${pin}`, ...(no === undefined ? [] : [`FingerID=${no}`])];
  return { type: 'query', table, filter: conditions.join('\t') };
}
