import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HealthService } from './health.service.js';

/** For operators of the gateway: open to everybody, and without any secrets. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process answers; nothing else is checked. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** The gateway can work. */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const fault = await this.health.fault();
    const warnings = this.health.warnings();
    if (!fault) return void reply.send({ status: 'ok', ...(warnings.length > 0 ? { warnings } : {}) });
    void reply.status(503).header('retry-after', 5).send({ status: 'unavailable', reason: fault });
  }
}
