import { Module } from '@nestjs/common';
import { SavedViewController } from './view.controller.js';

@Module({ controllers: [SavedViewController] })
export class AdminViewModule {}
