/** Resources, one for each way in which a rule, a failure or a body can be met. */
package io.gapura.examples.servers.app.rest;
