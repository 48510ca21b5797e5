package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.ContextTooLargeException;
import io.workrail.engine.EngineException;
import io.workrail.engine.PatternTooExpensiveException;
import io.workrail.json.StrictJson;
import io.workrail.mcp.RpcException;
import io.workrail.mcp.UnknownCursorException;
import io.workrail.session.SessionException;
import io.workrail.storage.StorageUnavailableException;
import io.workrail.workflow.catalog.WorkflowNotFoundException;

/** The one place that turns failures of the domain into what a model or a program is told. */
final class DomainFailures {
  private static final int WORKFLOW_NOT_FOUND = -32001;
  private static final int INVALID_WORKFLOW = -32002;
  private static final int STEP_NOT_FOUND = -32003;
  private static final int CRITERIA_NOT_UNDERSTOOD = -32004;
  private static final int STATE = -32005;
  private static final int STORAGE = -32006;
  private static final int SECURITY = -32007;

  private DomainFailures() {}

  /**
   * The text of a refused call. Anything that is not a failure of the domain is thrown on, an error
   * of the protocol included.
   */
  static String toText(RuntimeException failure, ToolSpec spec) {
    if (failure instanceof WorkflowNotFoundException missing) {
      return missing.getMessage()
          + missing.nearest().map(id -> " Did you mean \"" + id + "\"?").orElse("")
          + " Call workflow_list {} to see what there is. A correct call: "
          + spec.exampleCall();
    }
    if (failure instanceof StepNotFoundException missing) {
      return missing.getMessage()
          + " Give the id of the step that workflow_next gave you. A correct call: "
          + spec.exampleCall();
    }
    if (failure instanceof ContextTooLargeException) {
      return failure.getMessage()
          + " Keep only what later steps need and call again; nothing was stored.";
    }
    if (failure instanceof EngineException) {
      return failure.getMessage()
          + " The document has to be corrected by its author; repeating the call does not help.";
    }
    if (failure instanceof UnknownCursorException) {
      return failure.getMessage() + " A correct call: " + spec.exampleCall();
    }
    if (failure instanceof SessionException session) {
      return toText(session, spec);
    }
    if (failure instanceof StorageUnavailableException storage) {
      return "STORAGE_UNAVAILABLE: " + storage.getMessage() + " It is safe: nothing is done twice.";
    }
    throw failure;
  }

  private static String toText(SessionException failure, ToolSpec spec) {
    if (failure.code() == SessionException.Code.INVALID_REQUEST_STATE) {
      throw RpcException.invalidParams(failure.getMessage());
    }
    String help =
        failure
            .nextCall()
            .map(call -> " Next call: " + call)
            .orElse(" A correct call: " + spec.exampleCall());
    return failure.code() + ": " + failure.getMessage() + help;
  }

  private static RpcException toRpc(SessionException failure) {
    ObjectNode data = failure.data().deepCopy().put("reason", failure.code().name());
    failure.nextCall().ifPresent(call -> data.set("nextCall", call.toJson()));
    return switch (failure.code()) {
      case TOO_LARGE, INVALID_ARGUMENT, INVALID_REQUEST_STATE ->
          RpcException.application(RpcException.INVALID_PARAMS, failure.getMessage(), data);
      case NOT_ALLOWED -> RpcException.application(SECURITY, failure.getMessage(), data);
      default -> RpcException.application(STATE, failure.getMessage(), data);
    };
  }

  /** The error of the direct API for a caller whose roles do not suffice. */
  static RpcException forbidden(String message) {
    return RpcException.forbidden(SECURITY, message);
  }

  /** The error of the direct API. Anything that is not a failure of the domain is thrown on. */
  static RpcException toRpc(RuntimeException failure) {
    ObjectNode data = StrictJson.mapper().createObjectNode();
    if (failure instanceof WorkflowNotFoundException missing) {
      data.put("workflowId", missing.requested());
      missing.nearest().ifPresent(id -> data.put("didYouMean", id));
      return RpcException.application(WORKFLOW_NOT_FOUND, missing.getMessage(), data);
    }
    if (failure instanceof StepNotFoundException missing) {
      data.put("stepId", missing.stepId()).put("workflowId", missing.workflowId().value());
      return RpcException.application(STEP_NOT_FOUND, missing.getMessage(), data);
    }
    if (failure instanceof ContextTooLargeException large) {
      return RpcException.application(STATE, large.getMessage(), data);
    }
    if (failure instanceof PatternTooExpensiveException expensive) {
      return RpcException.application(INVALID_WORKFLOW, expensive.getMessage(), data);
    }
    if (failure instanceof EngineException engine) {
      return RpcException.application(CRITERIA_NOT_UNDERSTOOD, engine.getMessage(), data);
    }
    if (failure instanceof UnknownCursorException) {
      return RpcException.invalidParams(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof SessionException session) {
      return toRpc(session);
    }
    if (failure instanceof StorageUnavailableException storage) {
      data.put("retryAfterSeconds", storage.retryAfterSeconds());
      return RpcException.application(STORAGE, String.valueOf(storage.getMessage()), data);
    }
    throw failure;
  }
}
