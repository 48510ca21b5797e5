package io.workrail.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the parameters of a call, from the address or a form. One that is unknown, given twice or
 * missing is refused with what is allowed.
 */
final class AdminParameters {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final AdminOperation operation;

  private AdminParameters(AdminOperation operation) {
    this.operation = operation;
  }

  static Map<String, String> read(HttpServletRequest request, AdminOperation operation) {
    AdminParameters parameters = new AdminParameters(operation);
    if (hasOtherBody(request)) {
      throw parameters.refusal("Parameters belong into the address, or into a form");
    }
    return parameters.check(request.getParameterMap());
  }

  private Map<String, String> check(Map<String, String[]> given) {
    Map<String, AdminParameter> known =
        operation.parameters().stream()
            .collect(Collectors.toMap(AdminParameter::name, Function.identity()));
    Map<String, String> read = new TreeMap<>();
    new TreeMap<>(given)
        .forEach(
            (name, values) -> {
              if (!known.containsKey(name)) {
                throw refusal("The parameter \"%s\" is not known here".formatted(name));
              }
              if (values.length > 1) {
                throw refusal("The parameter \"%s\" was given more than once".formatted(name));
              }
              read.put(name, values[0]);
            });
    for (AdminParameter parameter : operation.parameters()) {
      boolean isMissing = read.getOrDefault(parameter.name(), "").isBlank();
      if (parameter.need() == AdminParameter.Need.REQUIRED && isMissing) {
        throw refusal("The parameter \"%s\" is missing".formatted(parameter.name()));
      }
    }
    return read;
  }

  private AdminException refusal(String sentence) {
    List<AdminParameter> parameters = operation.parameters();
    String allowed =
        parameters.isEmpty()
            ? "takes none"
            : "takes "
                + parameters.stream()
                    .map(AdminParameter::toString)
                    .collect(Collectors.joining(", "));
    return AdminException.invalid("%s; %s %s.".formatted(sentence, operation.name(), allowed));
  }

  /** Tools that send no body may name a type all the same. */
  private static boolean hasOtherBody(HttpServletRequest request) {
    String type = request.getContentType();
    boolean isForm = type != null && type.split(";", -1)[0].strip().equalsIgnoreCase(FORM);
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    return hasBody && !isForm;
  }
}
