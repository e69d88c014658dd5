import { Module } from '@nestjs/common';
import { DeviceModule } from '../device/device.module.js';
import { PersonModule } from '../person/person.module.js';
import { CredentialProvider } from './credential.provider.js';
import { QrCodeController } from './qr-code.controller.js';
import { QrCodeService } from './qr-code.service.js';
import { VendorCodeProvider } from './vendor-code.provider.js';

@Module({
  imports: [DeviceModule, PersonModule],
  controllers: [QrCodeController],
  providers: [QrCodeService, CredentialProvider, VendorCodeProvider],
  exports: [QrCodeService],
})
export class QrCodeModule {}
