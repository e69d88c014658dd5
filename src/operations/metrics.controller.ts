import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Config } from '../platform/config.js';
import { CONFIG } from '../platform/tokens.js';
import { MetricsService } from './metrics.service.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest();

/** Open to everybody who reaches the port, like health: there are numbers in it and no names. METRICS_TOKEN closes it. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: MetricsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async read(@Res() reply: FastifyReply, @Headers('authorization') authorization = ''): Promise<void> {
    if (!this.isOpenTo(authorization)) {
      void reply
        .status(401)
        .header('www-authenticate', 'Bearer')
        .type('text/plain; charset=utf-8')
        .send('METRICS_TOKEN is set: send it as a bearer token\n');
      return;
    }
    void reply.type(this.metrics.contentType).send(await this.metrics.text());
  }

  private isOpenTo(authorization: string): boolean {
    const { metricsToken } = this.config;
    if (metricsToken === null) return true;
    const shown = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
    return timingSafeEqual(hashOf(shown), hashOf(metricsToken));
  }
}
