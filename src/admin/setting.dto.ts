import { Flag, Shown } from './kit/fields.js';

export class SettingsBody {
  @Flag("Devices that can are told a key for the vendor's QR codes (scheme 2)", { optional: true })
  vendorQrCode?: boolean;
}

export class SettingsView {
  @Shown("Whether devices are told a key for the vendor's QR codes (scheme 2)") vendorQrCode!: boolean;
}
