import { Module } from '@nestjs/common';
import { RuleModule } from '../../modules/rule/rule.module.js';
import { SyncModule } from '../../sync/sync.module.js';
import { ruleControllers } from './resources.js';

@Module({ imports: [RuleModule, SyncModule], controllers: ruleControllers })
export class AdminRuleModule {}
