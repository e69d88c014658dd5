import { callCodes, type CallCode } from '../../devices/push/device-calls.js';
import { Int, Shown } from '../common/fields.js';

export class DeviceCallQuery {
  @Int('Seconds to wait for something new', { optional: true, min: 0, max: 25 }) wait?: number;
  @Int('Position of the last answer: wait until there is more', { optional: true }) after?: number;
}

export class DeviceCallView {
  @Shown('When it called last') at!: string;
  @Shown('Its address') ip!: string;
  @Shown('Its serial number; empty if it did not say') sn!: string;
  @Shown(
    'served: an approved device; waiting: it waits for approval; refused: it was rejected or disabled; otherAddress: the serial number of a device from another address; wrongToken: the token of a device is required, and this is not it; calledOn4370: it is called on port 4370, what it pushes is refused; noSerial: without a serial number; wrongPath: devices call below /iclock; tls: TLS where HTTP is spoken; plainHttp: HTTP where TLS is spoken; unreadable: no HTTP',
    { enum: callCodes },
  )
  code!: CallCode;
  @Shown('What belongs to the code: model, path', { type: Object }) params!: Readonly<Record<string, string>>;
  @Shown('How often') count!: number;
}

export class DeviceCallList {
  @Shown('The newest first, at most 200', { type: [DeviceCallView] }) items!: DeviceCallView[];
  @Shown('For after, to wait for more') position!: number;
}
