'use strict';

const { forNode } = require('./node');

/**
 * For a NestJS controller on Express: `@Post() async notify(@Req() request, @Res() response) { await this.handle(request, response); }`.
 * Nest has read the body before: make the application with `{ rawBody: true }`. With `@Res()` Nest sends no 201 of its own.
 */
const notifications = forNode('in Nest, make the application with NestFactory.create(AppModule, { rawBody: true })');

module.exports = { notifications };
