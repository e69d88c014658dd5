import { Global, Module } from '@nestjs/common';
import { AuditErasure } from './audit-erasure.service.js';
import { Callers } from './callers.js';
import { AuditedTransaction } from './audited-transaction.js';
import { Scopes } from './scopes.js';
import { TokenService } from './token.service.js';

/** Global, because every controller that writes asks for Calls. */
@Global()
@Module({
  providers: [AuditErasure, Callers, AuditedTransaction, Scopes, TokenService],
  exports: [AuditErasure, AuditedTransaction, TokenService],
})
export class AuthModule {}
