import { Flag, Shown, Text } from '../common/fields.js';
import { ListQuery } from '../common/page.js';

export class DeviceUploadsQuery extends ListQuery {
  @Text('Only of this device', { optional: true }) sn?: string;
  @Text('Only of this table, in lower case', { optional: true }) table?: string;
}

export class DeviceUploadView {
  @Shown('Number') id!: number;
  @Shown('Serial number') sn!: string;
  @Shown('Table, in lower case') table!: string;
  @Shown('Rows, as far as the device reported') count!: number;
  @Shown('Bytes as they are kept, sealed') size!: number;
  @Shown('When it came first') receivedAt!: string;
}

class WiegandTestView {
  @Shown('Kind, as the device names it') type!: string;
  @Shown('How many bits', { nullable: true, type: Number }) bitCount!: number | null;
  @Shown('The bits') bits!: string;
  @Shown('Controller whose reader it was, where the device names one') sn!: string;
  @Shown('When it came') receivedAt!: string;
}

export class WiegandTestsView {
  @Shown('Newest first', { type: [WiegandTestView] }) items!: WiegandTestView[];
}

class SubDeviceView {
  @Shown('Serial number') subSn!: string;
  @Shown('Whether the master reaches it; null = it did not say', { nullable: true, type: Boolean })
  online!: boolean | null;
  @Shown('As the master reports it: 0 not authorised, 1 in progress, 2 authorised') isAuthorize!: number;
  @Shown('Decision of the operator; null = none yet', { nullable: true, type: Boolean }) authorized!: boolean | null;
  @Shown('What it reports before it is authorised', { type: Object }) authorizeInfo!: object;
  @Shown('What it registered with', { type: Object }) registerInfo!: object;
  @Shown('Last word of the master') updatedAt!: string;
}

export class SubDevicesView {
  @Shown('By serial number', { type: [SubDeviceView] }) items!: SubDeviceView[];
}

export class AuthorizeBody {
  @Flag('true lets it in, in the two steps that this takes; false sends it away') authorized!: boolean;
}

class DeviceErrorView {
  @Shown('Number') id!: number;
  @Shown('Code (Access PUSH, appendix 17)') code!: string;
  @Shown('What the code means, empty where it is not known') meaning!: string;
  @Shown('Text of the device') message!: string;
  @Shown('dev, or cmd for a command') origin!: string;
  @Shown('Number of the command, empty without') commandId!: string;
  @Shown('More, as the device sends it: JSON in base64') additional!: string;
  @Shown('When it came') receivedAt!: string;
}

export class DeviceErrorsView {
  @Shown('Newest first, up to a thousand', { type: [DeviceErrorView] }) items!: DeviceErrorView[];
}
