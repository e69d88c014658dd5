import { Global, Module } from '@nestjs/common';
import { AuditErasureService } from './audit-erasure.service.js';
import { CallerService } from './caller.service.js';
import { AuditedTransaction } from './audited-transaction.js';
import { ScopeService } from './scopes.js';
import { TokenService } from './token.service.js';

/** Global, because every controller that writes needs AuditedTransaction. */
@Global()
@Module({
  providers: [AuditErasureService, CallerService, AuditedTransaction, ScopeService, TokenService],
  exports: [AuditErasureService, AuditedTransaction, TokenService],
})
export class AuthModule {}
