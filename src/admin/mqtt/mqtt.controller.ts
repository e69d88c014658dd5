import { Body } from '@nestjs/common';
import type { MqttAccess } from '../../outbound/mqtt/mqtt-settings.js';
import { MqttSettingsService } from '../../outbound/mqtt/mqtt-settings.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { checkPem } from '../brokers/pem.js';
import { TrialView } from '../brokers/reader.dto.js';
import { Action, AdminResource, Read, Remove, Replace } from '../common/admin.js';
import { unsetRefusal } from '../common/problem.dto.js';
import { mqttInput } from './mqtt-input.js';
import { MqttBody, MqttTestBody, MqttView, toMqttView } from './mqtt.dto.js';

/** The MQTT broker that the feed is published to, and that doors may take orders from. */
@AdminResource('mqtt')
export class MqttController {
  constructor(
    private readonly mqtt: MqttSettingsService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @unsetRefusal
  @Read('', 'What MQTT is set to, and how it gets on', { of: MqttView })
  async get(): Promise<MqttView> {
    return toMqttView(await this.mqtt.get(this.unitOfWork.manager));
  }

  @Replace('', 'Publish messages to an MQTT broker; every gateway takes that up at once', { of: MqttView })
  async put(@Body() body: MqttBody, @CurrentCaller() caller: Caller): Promise<MqttView> {
    const access = await this.accessOf(body);
    return this.audited.run(caller, async (tx) => {
      await this.mqtt.put(tx, access);
      return toMqttView(await this.mqtt.get(tx));
    });
  }

  @Remove('', 'Publish nothing by MQTT any more; what the broker keeps of it is cleared')
  async remove(@CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.mqtt.remove(tx));
  }

  @Action('test', 'Connect to the broker and publish a message at the topic prefix/test', { of: TrialView })
  async test(@Body() { url, ...rest }: MqttTestBody, @CurrentCaller() caller: Caller): Promise<TrialView> {
    const access =
      url === undefined ? await this.mqtt.stored(this.unitOfWork.manager) : await this.accessOf({ ...rest, url });
    if (!access) throw new Failure('notFound', 'mqtt is not set: the body must say what is to be tried');
    const trial = await this.mqtt.test(access);
    await this.audited.run(
      caller,
      () => Promise.resolve(),
      () => ({ ok: trial.ok }),
    );
    return trial;
  }

  private async accessOf(body: MqttBody): Promise<MqttAccess> {
    const access = await this.mqtt.complete(this.unitOfWork.manager, await mqttInput(body));
    const { ca, cert } = access.settings;
    checkPem({ ca, cert, key: access.secrets.key });
    return access;
  }
}
