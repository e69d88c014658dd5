import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HealthService } from './health.service.js';

/** For whoever runs the gateway: open to all, told nothing that is secret. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process answers; nothing else is asked. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** The gateway can do its work. */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const fault = await this.health.fault();
    const warnings = this.health.warnings();
    if (!fault) return void reply.send({ status: 'ok', ...(warnings.length > 0 ? { warnings } : {}) });
    void reply.status(503).header('retry-after', 5).send({ status: 'unavailable', reason: fault });
  }
}
