import { Module } from '@nestjs/common';
import { SiteController } from '../../modules/parking/site-controller.js';
import { HttpSiteController } from './http-site-controller.service.js';

/** Barriers of the site's own controllers, by HTTP. */
@Module({
  providers: [{ provide: SiteController, useClass: HttpSiteController }],
  exports: [SiteController],
})
export class BarrierModule {}
