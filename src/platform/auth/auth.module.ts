import { Global, Module } from '@nestjs/common';
import { AuditErasureService } from './audit-erasure.service.js';
import { AuditRetentionService } from './audit-retention.service.js';
import { CallerService } from './caller.service.js';
import { AuditedTransaction } from './audited-transaction.js';
import { LoggedPasswordsService } from './logged-passwords.service.js';
import { ScopeService } from './scopes.js';
import { TokenFileService } from './token-file.service.js';
import { TokenService } from './token.service.js';
import { BoundsService } from '../operator/bounds.service.js';
import { OperatorService } from '../operator/operator.service.js';
import { SessionService } from '../operator/session.service.js';

/** Global, because every controller that writes needs AuditedTransaction. */
@Global()
@Module({
  providers: [
    AuditErasureService,
    AuditRetentionService,
    BoundsService,
    CallerService,
    AuditedTransaction,
    LoggedPasswordsService,
    OperatorService,
    ScopeService,
    SessionService,
    TokenFileService,
    TokenService,
  ],
  exports: [
    AuditErasureService,
    AuditRetentionService,
    BoundsService,
    AuditedTransaction,
    OperatorService,
    SessionService,
    TokenService,
  ],
})
export class AuthModule {}
