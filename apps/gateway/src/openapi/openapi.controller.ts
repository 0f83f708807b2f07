import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { projectRoot } from '#common';
import { Wanted } from '../door.js';
import { writeOpenApi } from './write-openapi.js';

/** The documentation of the API, with what each figure means. It tells nothing of anybody's documents, and wants no key. */
@Controller('openapi.json')
export class OpenApiController {
  private readonly document = writeOpenApi(String((JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }).version));

  @Get()
  @Wanted('anyone')
  show() { return this.document; }
}
