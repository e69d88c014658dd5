import { Module } from '@nestjs/common';
import { IntrusionModule } from '../../modules/intrusion/intrusion.module.js';
import { Dc09Listener } from './dc09-listener.js';

@Module({ imports: [IntrusionModule], providers: [Dc09Listener], exports: [Dc09Listener] })
export class IntrusionLinkModule {}
